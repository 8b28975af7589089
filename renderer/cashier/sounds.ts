type Tone = 'accepted' | 'refused' | 'look';

/** Hz and seconds, one after another. */
const tones: Record<Tone, { hertz: number; seconds: number }[]> = {
  accepted: [{ hertz: 1320, seconds: 0.06 }],
  look: [
    { hertz: 880, seconds: 0.09 },
    { hertz: 1175, seconds: 0.12 },
  ],
  refused: [
    { hertz: 233, seconds: 0.14 },
    { hertz: 175, seconds: 0.2 },
  ],
};

const volume = 0.14;
const fadeSeconds = 0.012;

/** Short tones, told apart with the eyes shut. Browsers let them sound after the first key or click. */
export function createSounds(): (tone: Tone) => void {
  let context: AudioContext | undefined;
  return (tone) => {
    if (!navigator.userActivation.hasBeenActive) return;
    context ??= new AudioContext();
    let at = context.currentTime;
    for (const { hertz, seconds } of tones[tone]) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.frequency.value = hertz;
      oscillator.type = tone === 'refused' ? 'triangle' : 'sine';
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(volume, at + fadeSeconds);
      gain.gain.setValueAtTime(volume, at + seconds - fadeSeconds);
      gain.gain.linearRampToValueAtTime(0, at + seconds);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(at);
      oscillator.stop(at + seconds);
      at += seconds;
    }
  };
}
