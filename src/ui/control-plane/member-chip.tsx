import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { ZoneLetter } from '../parts/zone-letter.tsx'
import { PLANE_EDITS } from './plane-edits.ts'
import type { MemberList } from './plane-edits.ts'
import { TypeField } from './type-field.tsx'

interface MemberChipProps {
  readonly list: MemberList
  /** "members", "etcd main". */
  readonly listName: string
  readonly member: { readonly name: string; readonly zone?: string | undefined }
  readonly zones: readonly string[]
  readonly instanceType: string | undefined
}

/** A member where it stands; pressed, what can be done with it. */
export function MemberChip({ list, listName, member, zones, instanceType }: MemberChipProps) {
  const { name, zone } = member
  return (
    <DialogTrigger>
      <Button
        className="cp-member"
        aria-label={`${name}, ${listName} in ${zone ?? 'a zone not known'}`}
      >
        {name}
      </Button>
      <Popover placement="bottom start" className="cp-pop" offset={4} {...insideMain()}>
        <Dialog>
          {({ close }) => (
            <>
              <Heading slot="title">{name}</Heading>
              <div className="stack">
                {zones
                  .filter((one) => one !== zone)
                  .map((one) => (
                    <button
                      key={one}
                      className="btn"
                      onClick={() => {
                        close()
                        PLANE_EDITS.move(list, name, one)
                      }}
                    >
                      <ZoneLetter zone={one} />
                      Move to {one}
                    </button>
                  ))}
                {list === 'members' && (
                  <TypeField
                    label={`Instance type of ${name}`}
                    value={instanceType ?? ''}
                    onCommit={(type) => PLANE_EDITS.setType(name, type)}
                  />
                )}
                <button
                  className="btn"
                  onClick={() => {
                    close()
                    PLANE_EDITS.remove(list, name)
                  }}
                >
                  Remove{list === 'members' ? '' : ` from ${listName}`}
                </button>
              </div>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** In the page's landmark, so that readers who go by landmarks find it. */
function insideMain(): { readonly UNSTABLE_portalContainer?: Element } {
  const main = document.querySelector('main')
  return main === null ? {} : { UNSTABLE_portalContainer: main }
}
