import { useMemo } from 'react'
import { markWords, sinceOf } from '@statusgraph/picture'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { labelled } from '../../parts/labelled.ts'
import { Since } from '../../parts/Since.tsx'
import { problemSections, reasonOf } from '../state/problems.ts'
import type { Problem, ProblemSection } from '../state/problems.ts'
import './problems.css'

interface ProblemListProps {
  readonly problems: readonly Problem[]
  readonly isOpen: boolean
  /** The picture dims everything else. */
  readonly isOnly: boolean
  readonly selected: string | undefined
  readonly hasAnswer: boolean
  readonly onToggle: () => void
  readonly onOnly: () => void
  readonly onSelect: (id: string) => void
}

/** More of one kind than a person reads; the list view has all of them. */
const mostPerSection = 50

/** What needs someone, worst and newest first. On a phone it comes before the picture. */
export function ProblemList(props: ProblemListProps) {
  const { problems, isOpen, isOnly, selected, hasAnswer, onToggle, onOnly, onSelect } = props
  const burning = problems.filter(({ section }) => section === 'critical' || section === 'warning').length
  const sections = problemSections.flatMap((section) => {
    const items = problems.filter((problem) => problem.section === section)
    return items.length === 0 ? [] : [{ section, items }]
  })
  if (!isOpen) {
    const worst = problems[0]?.section
    return (
      <button
        type="button"
        className={burning === 0 ? 'problems-tab' : `problems-tab problems-tab-${worst}`}
        aria-expanded="false"
        title="Open the list of problems (b)"
        onClick={onToggle}
      >
        {burning > 0 && worst !== undefined ? <LampMark lamp={worst} size={18} /> : <Icon name="sidebar" />}
        {sayProblems(problems, hasAnswer)}
      </button>
    )
  }
  return (
    <section className="problems" aria-label="Problems">
      <header className="problems-head">
        <h2>Problems</h2>
        <button
          type="button"
          className="chip-button"
          aria-pressed={isOnly}
          title="Dim everything else (o)"
          onClick={onOnly}
        >
          Only these
        </button>
        <button
          type="button"
          className="icon-button"
          {...labelled('Close the list of problems', 'b')}
          aria-expanded="true"
          onClick={onToggle}
        >
          <Icon name="left" />
        </button>
      </header>
      <div className="problems-body">
        {problems.length === 0 && hasAnswer && (
          <p className="problems-none">
            <LampMark lamp="ok" size={20} />
            Everything is ok.
          </p>
        )}
        {sections.map(({ section, items }) => (
          <Part key={section} section={section} items={items} selected={selected} onSelect={onSelect} />
        ))}
      </div>
    </section>
  )
}

/** Never says that nothing is wrong while something is not known. */
function sayProblems(problems: readonly Problem[], hasAnswer: boolean): string {
  if (!hasAnswer) return 'Waiting for data'
  const count = (...sections: ProblemSection[]) => problems.filter(({ section }) => sections.includes(section)).length
  const burning = count('critical', 'warning')
  if (burning > 0) return `${burning.toLocaleString('en')} ${burning === 1 ? 'problem' : 'problems'}`
  const unknown = count('unknown')
  const stale = count('stale')
  if (stale > 0) return `${(stale + unknown).toLocaleString('en')} without fresh data`
  return unknown > 0 ? `${unknown.toLocaleString('en')} unknown` : 'No problems'
}

interface PartProps {
  readonly section: ProblemSection
  readonly items: readonly Problem[]
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

function Part({ section, items, selected, onSelect }: PartProps) {
  const twice = useMemo(() => findTwice(items.map(({ node }) => node.name)), [items])
  return (
    <details className="problems-part" open={section !== 'muted'}>
      <summary>
        {markWords[section]} <span className="count">{items.length.toLocaleString('en')}</span>
      </summary>
      <ul>
        {items.slice(0, mostPerSection).map(({ node, status }) => {
          const since = sinceOf(status)
          return (
            <li key={node.id}>
              <button
                type="button"
                className={`problem problem-${section}`}
                aria-current={node.id === selected}
                onClick={() => onSelect(node.id)}
              >
                <LampMark lamp={section} size={18} />
                <span className="problem-name">
                  <HostileText text={node.name} />
                  {twice.has(node.name) && node.namespace !== undefined && (
                    <HostileText text={node.namespace} className="problem-namespace" />
                  )}
                </span>
                {since !== undefined && (
                  <span className="problem-since">
                    <Since at={since} />
                  </span>
                )}
                <span className="problem-why">{reasonOf(status).slice(0, 200)}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {items.length > mostPerSection && (
        <p className="quiet">and {(items.length - mostPerSection).toLocaleString('en')} more</p>
      )}
    </details>
  )
}

/** Names that several have: where each lives tells them apart. */
function findTwice(names: readonly string[]): ReadonlySet<string> {
  const once = new Set<string>()
  const twice = new Set<string>()
  for (const name of names) (once.has(name) ? twice : once).add(name)
  return twice
}
