import type { RiskItem } from '#store/risk-items.ts'
import { UnknownMark } from '../parts/marks.tsx'
import { QuestionAnswers } from '../parts/question-answers.tsx'

/** What the plan leaves open, each with its answers to press. */
export function QuestionsCard({ items }: { readonly items: readonly RiskItem[] }) {
  const asked = items.filter((item) => item.kind === 'question')
  return (
    <section className="card" aria-labelledby="cp-asked">
      <header>
        <UnknownMark />
        <h2 id="cp-asked">To be asked</h2>
      </header>
      <ul className="body stack cp-asked">
        {asked.map(({ key, question, rules }) => (
          <li key={key}>
            <p>
              <b>{question.question}</b>{' '}
              <span className="small dim">
                {rules.length > 0 &&
                  `${rules.join(', ')} ${rules.length === 1 ? 'turns' : 'turn'} on it`}
              </span>
            </p>
            <QuestionAnswers question={question} />
            {question.answers.length === 0 && <code>{question.path}</code>}
          </li>
        ))}
      </ul>
    </section>
  )
}
