/** What is said of a colour and a logo. */
export const en = {
  own: "A colour of our own",
  colour: "Colour",
  hint: "Buttons and bars take it as it is. Text takes a shade of it that can be read, by day and by night.",
  logo: "Logo",
  upload: "Upload a logo",
  replace: "Replace",
  remove: "Remove the logo",
  logoHint: "PNG, JPEG, WebP or GIF; drawn 32 pixels high beside the title",
  sample: "Send answer",
  sampleText: "Text in this colour",
  preview: "How it looks on a phone",
};

export type Texts = typeof en;
