/** How this browser is called in the dashboard, such as `Chrome on Linux`; the person sees it there and can tell browsers apart. */
export function browserName(): string {
  const { userAgentData } = navigator as Navigator & { userAgentData?: { readonly platform: string; readonly brands: readonly { readonly brand: string }[] } };
  const brand = userAgentData?.brands.find(({ brand: name }) => !/not.?a.?brand/iu.test(name))?.brand ?? 'Chrome';
  return `${brand} on ${userAgentData?.platform ?? 'this computer'}`;
}
