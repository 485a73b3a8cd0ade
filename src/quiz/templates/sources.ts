// Where the arithmetic of the templates comes from. Each stands in the library too.

import type { QuestionSource } from '../question.ts'

const source = (who: string, year: number, title: string, url: string): QuestionSource => ({ who, year, title, url })

const SRE = 'Beyer, Jones, Petoff, Murphy (eds.)'
const WORKBOOK = 'Beyer, Murphy, Rensin, Kawahara, Thorne (eds.)'

export const calculus = source(
  'Treynor, Dahlin, Rau, Beyer',
  2017,
  'The calculus of service availability',
  'https://queue.acm.org/detail.cfm?id=3096459',
)
export const embracingRisk = source(
  SRE,
  2016,
  'Site Reliability Engineering, ch. 3: Embracing risk',
  'https://sre.google/sre-book/embracing-risk/',
)
export const cascading = source(
  SRE,
  2016,
  'Site Reliability Engineering, ch. 22: Addressing cascading failures',
  'https://sre.google/sre-book/addressing-cascading-failures/',
)
export const alerting = source(
  WORKBOOK,
  2018,
  'The Site Reliability Workbook, ch. 5: Alerting on SLOs',
  'https://sre.google/workbook/alerting-on-slos/',
)
export const implementingSlos = source(
  WORKBOOK,
  2018,
  'The Site Reliability Workbook, ch. 2: Implementing SLOs',
  'https://sre.google/workbook/implementing-slos/',
)
export const ford = source(
  'Ford et al.',
  2010,
  'Availability in globally distributed storage systems',
  'https://research.google/pubs/pub36737/',
)
export const dependable = source(
  'Avizienis, Laprie, Randell, Landwehr',
  2004,
  'Basic concepts and taxonomy of dependable and secure computing',
  'https://doi.org/10.1109/TDSC.2004.2',
)
export const gray = source(
  "Gray, Helland, O'Neil, Shasha",
  1996,
  'The dangers of replication and a solution',
  'https://doi.org/10.1145/233269.233330',
)
export const gifford = source(
  'Gifford',
  1979,
  'Weighted voting for replicated data',
  'https://doi.org/10.1145/800215.806583',
)
export const thomas = source(
  'Thomas',
  1979,
  'A majority consensus approach to concurrency control for multiple copy databases',
  'https://doi.org/10.1145/320071.320076',
)
export const raft = source(
  'Ongaro and Ousterhout',
  2014,
  'In search of an understandable consensus algorithm',
  'https://www.usenix.org/conference/atc14/technical-sessions/presentation/ongaro',
)
export const little = source(
  'Little',
  1961,
  'A proof for the queuing formula: L = λW',
  'https://doi.org/10.1287/opre.9.3.383',
)
export const tailAtScale = source(
  'Dean and Barroso',
  2013,
  'The tail at scale',
  'https://doi.org/10.1145/2408776.2408794',
)
export const quantiles = source(
  'Hyndman and Fan',
  1996,
  'Sample quantiles in statistical packages',
  'https://doi.org/10.1080/00031305.1996.10473566',
)
export const amdahl = source(
  'Amdahl',
  1967,
  'Validity of the single processor approach to achieving large scale computing capabilities',
  'https://doi.org/10.1145/1465482.1465560',
)
export const autoscaler = source(
  'Kubernetes',
  2026,
  'Horizontal Pod Autoscaling',
  'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
)
export const attiyaWelch = source(
  'Attiya and Welch',
  1994,
  'Sequential consistency versus linearizability',
  'https://doi.org/10.1145/176575.176576',
)
export const abadi = source(
  'Abadi',
  2012,
  'Consistency tradeoffs in modern distributed database system design: CAP is only part of the story',
  'https://doi.org/10.1109/MC.2012.33',
)
export const contingency = source(
  'Swanson et al. (NIST)',
  2010,
  'SP 800-34 Rev. 1: Contingency planning guide for federal information systems',
  'https://doi.org/10.6028/NIST.SP.800-34r1',
)
export const critique = source(
  'Berenson et al.',
  1995,
  'A critique of ANSI SQL isolation levels',
  'https://doi.org/10.1145/223784.223785',
)
export const vogels = source('Vogels', 2008, 'Eventually consistent', 'https://doi.org/10.1145/1466443.1466448')
export const harel = source(
  'Harel',
  1987,
  'Statecharts: a visual formalism for complex systems',
  'https://doi.org/10.1016/0167-6423(87)90035-9',
)
export const introspection = source(
  'Richer',
  2015,
  'RFC 7662: OAuth 2.0 token introspection',
  'https://www.rfc-editor.org/rfc/rfc7662',
)
export const serviceLevels = source(
  SRE,
  2016,
  'Site Reliability Engineering, ch. 4: Service level objectives',
  'https://sre.google/sre-book/service-level-objectives/',
)
