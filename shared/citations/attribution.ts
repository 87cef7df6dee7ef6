/** What the licences of citeproc-js (CPAL 1.0, Exhibit B) and of the styles (CC BY-SA 3.0) ask to be shown to people. */
export const CITATION_ATTRIBUTION = {
  text: 'Citations: citeproc-js implements the Citation Style Language. ©\u00a0Frank\u00a0Bennett. Styles and terms by the Citation Style Language project and their authors, CC BY-SA 3.0.',
  url: 'https://citationstyles.org/',
} as const;
