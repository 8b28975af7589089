const fieldsOf = (form: HTMLFormElement) =>
  Array.from(form.elements).filter((element) => element instanceof HTMLInputElement);

/** A form gone through by Enter, field after field; the last of them sends it. */
export function stepsOf(send: () => void) {
  return {
    onSubmit(event: SubmitEvent) {
      event.preventDefault();
      send();
    },
    onKeyDown(event: KeyboardEvent) {
      const { target } = event;
      if (event.key !== 'Enter' || !(target instanceof HTMLInputElement) || !target.form) return;
      event.preventDefault();
      const fields = fieldsOf(target.form);
      const next = fields[fields.indexOf(target) + 1];
      if (next) next.focus();
      else target.form.requestSubmit();
    },
  };
}
