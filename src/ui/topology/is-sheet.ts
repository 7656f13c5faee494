/** Whether the side panel lies as a sheet at the foot of the board (topology.css has the same widths). */
export function isSheet(): boolean {
  return matchMedia('(min-width: 721px) and (max-width: 1279px)').matches
}
