import type { Problem } from '#base/problem.ts'
import type { ClusterPlace, KubeResource, ResourceId } from '#plan/edit.ts'
import type { Result } from '#base/result.ts'
import type { AssessmentPlace, ControlPlaneAssessment } from '#risk/assess-control-plane.ts'
import type { Cluster } from '#plan/schema.ts'
import type { Going, Leaving } from '#kube/list-going.ts'
import type { LossAnswer, LossProgress, LossQuery } from './loss-query.ts'
import type { LossPlay, LossPlayQuery } from './loss-play.ts'
import type { Alternative } from '#shapes/list-alternatives.ts'
import type { PlanChoices } from '#shapes/plan-choices.ts'
import type { JudgedDraft, Trial } from './draft.ts'
import type { PackedPlan } from './packed-plan.ts'
import type {
  ChangedPlanText,
  PlanTextChange,
  PlanTextReading,
  PlanTextRequest,
  PlanTextToRead,
  RenderedPlanText,
  TextHelp,
} from './plan-text.ts'
import type { LinkComparisonQuestion } from './compare-link.ts'
import type { DesignComparison } from '#differences/difference.ts'
import type { DesignMerge, DesignPair, DesignQuestion, MergeQuestion } from './design-questions.ts'
import type { ComparisonProgress, VerdictComparison } from './compare-verdicts.ts'
import type { JudgedDesign } from './judged-design.ts'
import type { LinkMaking, LinkProgress, LinkWish } from './make-link.ts'
import type { ChangesProgress, PlacementAnswer, PlacementQuery } from './placement-query.ts'
import type { LinkReading } from './read-link.ts'

/**
 * Questions about a plan that have one answer each: a name, what is asked, what is answered, and what is
 * said on the way there. `answers.ts` holds who answers, one file each.
 */
export interface Questions {
  readonly 'assess-control-plane': Asked<
    ControlPlaneQuestion,
    Result<ControlPlaneAssessment, Problem>
  >
  readonly 'compare-link': Asked<
    LinkComparisonQuestion,
    VerdictComparison | undefined,
    ComparisonProgress
  >
  readonly 'compare-designs': Asked<DesignPair, DesignComparison | undefined>
  readonly 'judge-design': Asked<DesignQuestion, JudgedDesign | undefined, ComparisonProgress>
  readonly 'merge-designs': Asked<MergeQuestion, DesignMerge | undefined, ComparisonProgress>
  readonly 'edit-objects': Asked<ObjectEdit, PackedPlan>
  readonly 'make-link': Asked<LinkWish, LinkMaking | undefined, LinkProgress>
  /** From `plan=` on, or the text of a share file. */
  readonly 'read-link': Asked<string, LinkReading, 'begun'>
  readonly 'read-objects': Asked<ObjectQuery, readonly KubeResource[]>
  readonly 'render-plan-text': Asked<PlanTextRequest, RenderedPlanText>
  readonly 'read-plan-text': Asked<PlanTextToRead, PlanTextReading>
  readonly 'change-plan-text': Asked<PlanTextChange, ChangedPlanText>
  readonly 'list-text-help': Asked<{ readonly region: string }, TextHelp>
  readonly 'list-going': Asked<GoingQuery, Going>
  readonly 'read-manifests': Asked<PastedText, PastedObjects>
  readonly losses: Asked<LossQuery, LossAnswer, LossProgress>
  readonly 'play-loss': Asked<LossPlayQuery, LossPlay | undefined>
  readonly 'explain-placement': Asked<PlacementQuery, PlacementAnswer | undefined>
  /** Answers whether all were tried. */
  readonly 'try-changes': Asked<PlacementQuery, boolean, ChangesProgress>
  readonly 'draw-draft': Asked<DraftQuestion, DraftAnswer | undefined>
  /** Answers how many were tried. */
  readonly 'try-alternatives': Asked<TrialsQuestion, number, TriedAlternative>
}

interface Asked<Question, Answer, Progress = never> {
  readonly question: Question
  readonly answer: Answer
  readonly progress: Progress
}

/**
 * A change of one cluster's Kubernetes objects; what is put takes the place of its namesake. A workload
 * that is put with fewer replicas than it has pods loses those that are too many; pods whose volume is
 * put in another zone than they run in start again.
 */
export interface ObjectEdit {
  readonly packed: PackedPlan
  readonly place: ClusterPlace
  readonly put: readonly KubeResource[]
  readonly remove: readonly ResourceId[]
  /** A node group's new name, for the labels of its nodes. */
  readonly renamed?: { readonly from: string; readonly to: string }
}

export interface ObjectQuery {
  readonly packed: PackedPlan
  readonly place: ClusterPlace
  /** Kinds that are wanted ("StatefulSet"); empty: all. */
  readonly kinds: readonly string[]
}

/** A cluster as the page holds it: its control plane turns on none of its Kubernetes objects. */
export interface ControlPlaneQuestion extends AssessmentPlace {
  readonly cluster: Cluster
}

export interface GoingQuery {
  readonly packed: PackedPlan
  readonly place: ClusterPlace
  readonly leaving: Leaving
}

export interface PastedText {
  readonly packed: PackedPlan
  readonly place: ClusterPlace
  readonly text: string
}

/** What a pasted text would do to the cluster's objects. */
export interface PastedObjects {
  /** To put, without those that are there as they are. */
  readonly put: readonly KubeResource[]
  readonly added: readonly ResourceId[]
  readonly replaced: readonly ResourceId[]
  readonly same: readonly ResourceId[]
  readonly problems: readonly Problem[]
  readonly notes: readonly Problem[]
}

/** A plan that is being drawn: choices cross to the worker, which makes the objects of them. */
export interface DraftQuestion {
  readonly choices: PlanChoices
}

export type DraftAnswer =
  | DrawnDraft
  /** What was typed makes no plan; paths are those of the choices. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }

export interface DrawnDraft extends JudgedDraft {
  readonly kind: 'drawn'
  readonly packed: PackedPlan
  /** The plan as YAML. */
  readonly text: string
  readonly elapsedMs: number
}

export interface TrialsQuestion {
  readonly alternatives: readonly Alternative[]
}

export interface TriedAlternative {
  readonly key: string
  readonly trial: Trial
}
