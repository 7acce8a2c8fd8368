export const mostPages = 300;

/** Why a PDF could not be read. */
export type PdfProblem = 'encrypted' | 'broken' | 'too_many_pages' | 'no_text' | 'too_costly';

export type PdfOutcome = { text: string } | { problem: PdfProblem };
