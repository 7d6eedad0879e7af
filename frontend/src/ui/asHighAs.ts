/** An attachment that keeps a field as high as its text, up to a limit that the style sets. */
export const asHighAs = (text: () => string) => (field: HTMLTextAreaElement) => {
  text();
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
};
