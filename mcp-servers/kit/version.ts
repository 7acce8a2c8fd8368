import manifest from '#package.json' with { type: 'json' };

/** The version of the project, which every server tells. */
export const version: string = manifest.version;
