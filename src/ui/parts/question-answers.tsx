import type { Question } from '#availability/control-plane-layout.ts'
import { answerQuestion } from '#plan/answer-question.ts'
import { editPlan } from '#store/plan-store.ts'
import { viewStore } from '#store/view-store.ts'

/** The answers to what the plan leaves open, each to press: one step of undo. */
export function QuestionAnswers({ question }: { readonly question: Question }) {
  const { path, answers } = question
  if (answers.length === 0) return null
  return (
    <div className="row wrap" role="group" aria-label={question.question}>
      {answers.map(({ label, value }) => (
        <button
          key={label}
          className="btn"
          onClick={() => {
            const { place } = viewStore.getState()
            editPlan(
              (plan) => answerQuestion(plan, place, { path, value }),
              `${question.question} ${label}`,
            )
          }}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
