import '../parts/sketch.css'

/** The trap in one picture: the pod's volume is in the zone where no node is. */
export function PromisePicture() {
  return (
    <div className="pic">
      <svg
        viewBox="0 0 380 178"
        role="img"
        aria-label="A pod whose volume is in zone c, where no node is"
      >
        <HealthyZone x={2} name="eu-west-1a" />
        <HealthyZone x={129} name="eu-west-1b" />
        <rect className="mh" x="256" y="2" width="122" height="174" rx="5" />
        <text className="mt" x="266" y="19">
          eu-west-1c
        </text>
        <path className="ml h" d="M291 52V140" />
        <rect className="mx" x="270" y="70" width="98" height="38" rx="4" />
        <rect className="mh" x="296" y="82" width="58" height="14" />
        <text className="ms h" x="300" y="93">
          no node
        </text>
        <rect className="mb" x="270" y="30" width="96" height="22" rx="4" />
        <text className="mw" x="278" y="45">
          prometheus-0
        </text>
        <Volume x={281} isHot />
        <text className="ms" x="308" y="155">
          its volume
        </text>
      </svg>
    </div>
  )
}

function HealthyZone({ x, name }: { readonly x: number; readonly name: string }) {
  return (
    <>
      <rect className="mz" x={x} y="2" width="122" height="174" rx="5" />
      <text className="mt" x={x + 10} y="19">
        {name}
      </text>
      <rect className="mn" x={x + 14} y="70" width="98" height="38" rx="4" />
      <rect className="mp" x={x + 22} y="82" width="26" height="12" rx="1" />
      <rect className="mo" x={x + 49} y="82" width="13" height="12" rx="1" />
      <rect className="mo" x={x + 63} y="82" width="13" height="12" rx="1" />
      <rect className="mo" x={x + 77} y="82" width="10" height="12" rx="1" />
      <path className="ml" d={`M${x + 35} 94V140`} />
      <Volume x={x + 25} />
      <text className="ms" x={x + 52} y="155">
        volume
      </text>
    </>
  )
}

function Volume({ x, isHot = false }: { readonly x: number; readonly isHot?: boolean }) {
  return (
    <>
      <path className={`mv ${isHot ? 'h' : ''}`} d={`M${x} 142v14c0 2 4 4 10 4s10-2 10-4v-14`} />
      <ellipse className={`mv ${isHot ? 'h' : ''}`} cx={x + 10} cy="142" rx="10" ry="4" />
    </>
  )
}
