/** The services that use a store, in the plan's order. */
export function usersOfStore<S extends { readonly uses: readonly string[] }>(
  services: readonly S[],
  { name }: { readonly name: string },
): readonly S[] {
  return services.filter(({ uses }) => uses.includes(name));
}
