export const leadIdOf = ({ stream }: { readonly stream: string }): string => stream.slice('lead-'.length);
