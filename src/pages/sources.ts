// Where formulas and conventions come from. A reply names them by key, so that each is written once.

import { link, plain, type Text } from '../reply.ts'

export interface Source {
  readonly who: string
  readonly title: string
  readonly url?: string
}

export const SOURCES = {
  'sre-risk': {
    who: 'Google SRE Book, ch. 3',
    title: 'Embracing Risk',
    url: 'https://sre.google/sre-book/embracing-risk/',
  },
  'sre-availability': {
    who: 'Google SRE Book, App. A',
    title: 'Availability Table',
    url: 'https://sre.google/sre-book/availability-table/',
  },
  'sre-cascading': {
    who: 'Google SRE Book, ch. 22',
    title: 'Addressing Cascading Failures',
    url: 'https://sre.google/sre-book/addressing-cascading-failures/',
  },
  'workbook-slo': {
    who: 'SRE Workbook, ch. 2',
    title: 'Implementing SLOs',
    url: 'https://sre.google/workbook/implementing-slos/',
  },
  'workbook-alerts': {
    who: 'SRE Workbook, ch. 5',
    title: 'Alerting on SLOs',
    url: 'https://sre.google/workbook/alerting-on-slos/',
  },
  'workbook-policy': {
    who: 'SRE Workbook, App. B',
    title: 'Example Error Budget Policy',
    url: 'https://sre.google/workbook/error-budget-policy/',
  },
  calculus: {
    who: 'Treynor, Dahlin, Rau, Beyer 2017',
    title: 'The Calculus of Service Availability',
    url: 'https://queue.acm.org/detail.cfm?id=3096459',
  },
  'aws-beyond': {
    who: 'AWS',
    title: 'Availability and Beyond',
    url: 'https://docs.aws.amazon.com/whitepapers/latest/availability-and-beyond-improving-resilience/availability-with-redundancy.html',
  },
  'aws-backoff': {
    who: 'Brooker 2015',
    title: 'Exponential Backoff And Jitter',
    url: 'https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/',
  },
  davidovic: {
    who: 'Davidovič 2021',
    title: 'Incident Metrics in SRE',
    url: 'https://sre.google/resources/practices-and-processes/incident-metrics-in-sre/',
  },
  'incident-metrics': {
    who: 'Atlassian',
    title: 'MTBF, MTTR, MTTF, MTTA',
    url: 'https://www.atlassian.com/incident-management/kpis/common-metrics',
  },
  little: {
    who: 'Little 1961',
    title: 'A Proof for the Queuing Formula: L = λW',
    url: 'https://doi.org/10.1287/opre.9.3.383',
  },
  'tail-at-scale': {
    who: 'Dean and Barroso 2013',
    title: 'The Tail at Scale',
    url: 'https://doi.org/10.1145/2408776.2408794',
  },
  amdahl: {
    who: 'Amdahl 1967',
    title: 'Validity of the single processor approach',
    url: 'https://doi.org/10.1145/1465482.1465560',
  },
  gunther: {
    who: 'Gunther 2007',
    title: 'Guerrilla Capacity Planning',
    url: 'https://doi.org/10.1007/978-3-540-31010-5',
  },
  raid: {
    who: 'Patterson, Gibson, Katz 1988',
    title: 'A Case for Redundant Arrays of Inexpensive Disks',
    url: 'https://doi.org/10.1145/50202.50214',
  },
  gifford: {
    who: 'Gifford 1979',
    title: 'Weighted Voting for Replicated Data',
    url: 'https://doi.org/10.1145/800215.806583',
  },
  'tcp-window': {
    who: 'RFC 7323',
    title: 'TCP Extensions for High Performance',
    url: 'https://www.rfc-editor.org/rfc/rfc7323',
  },
  uuid: { who: 'RFC 9562', title: 'Universally Unique IDentifiers', url: 'https://www.rfc-editor.org/rfc/rfc9562' },
  'gilbert-lynch': {
    who: 'Gilbert and Lynch 2002',
    title: 'Brewer’s conjecture',
    url: 'https://doi.org/10.1145/564585.564601',
  },
  abadi: {
    who: 'Abadi 2012',
    title: 'Consistency Tradeoffs in Modern Distributed Database System Design',
    url: 'https://doi.org/10.1109/MC.2012.33',
  },
  'kung-robinson': {
    who: 'Kung and Robinson 1981',
    title: 'On Optimistic Methods for Concurrency Control',
    url: 'https://doi.org/10.1145/319566.319567',
  },
  nist63b: {
    who: 'NIST SP 800-63B-4',
    title: 'Digital Identity Guidelines',
    url: 'https://pages.nist.gov/800-63-4/sp800-63b.html',
  },
  zxcvbn: {
    who: 'Wheeler 2016',
    title: 'zxcvbn: Low-Budget Password Strength Estimation',
    url: 'https://www.usenix.org/conference/usenixsecurity16/technical-sessions/presentation/wheeler',
  },
  'oauth-bcp': {
    who: 'RFC 9700',
    title: 'Best Current Practice for OAuth 2.0 Security',
    url: 'https://www.rfc-editor.org/rfc/rfc9700',
  },
  harel: { who: 'Harel 1987', title: 'Statecharts', url: 'https://doi.org/10.1016/0167-6423(87)90035-9' },
  mairiza: {
    who: 'Mairiza, Zowghi, Nurmuliani 2010',
    title: 'Towards a Catalogue of Conflicts Among Non-functional Requirements',
    url: 'https://www.scitepress.org/PublishedPapers/2010/29279/pdf/index.html',
  },
  nist34: {
    who: 'NIST SP 800-34 Rev. 1',
    title: 'Contingency Planning Guide',
    url: 'https://doi.org/10.6028/NIST.SP.800-34r1',
  },
  iec: {
    who: 'IEC 60050-192',
    title: 'Dependability vocabulary',
    url: 'https://www.electropedia.org/iev/iev.nsf/index?openform&part=192',
  },
  nygard: { who: 'Nygard 2018', title: 'Release It!, 2nd edition' },
  'hyndman-fan': {
    who: 'Hyndman and Fan 1996',
    title: 'Sample Quantiles in Statistical Packages',
    url: 'https://doi.org/10.1080/00031305.1996.10473566',
  },
  'aws-sla': {
    who: 'AWS',
    title: 'Compute Service Level Agreement',
    url: 'https://aws.amazon.com/compute/sla/',
  },
  'aws-backlogs': {
    who: 'Yanacek (AWS)',
    title: 'Avoiding insurmountable queue backlogs',
    url: 'https://builder.aws.com/content/3EuRcgkTP1MI0c7zM8W6HL3WIqA/avoiding-insurmountable-queue-backlogs',
  },
  'k8s-hpa': {
    who: 'Kubernetes',
    title: 'Horizontal Pod Autoscaling',
    url: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  },
  'k8s-pods': {
    who: 'Kubernetes',
    title: 'Pod Lifecycle',
    url: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
  },
  resilience4j: {
    who: 'Resilience4j',
    title: 'CircuitBreaker',
    url: 'https://resilience4j.readme.io/docs/circuitbreaker',
  },
} as const satisfies Record<string, Source>

export type SourceKey = keyof typeof SOURCES

/** "SRE Workbook, ch. 5, Alerting on SLOs; ..." with the titles as links. */
export function sourceText(keys: readonly SourceKey[]): Text {
  return keys.flatMap((key, at) => {
    const { who, title, url }: Source = SOURCES[key]
    return [plain(`${at > 0 ? '; ' : ''}${who}, `), url === undefined ? plain(title) : link(title, url)]
  })
}
