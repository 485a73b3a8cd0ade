import fc from 'fast-check'
import { expect, test } from 'vitest'
import { review, type Transition } from '../../../src/reliability/calc/states.ts'

/** "new>paid" pairs, with "!" at the end of those that time makes. */
const moves = (text: string): Transition[] =>
  text.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.replace('!', '').split('>')
    return { from, to, ...(pair.endsWith('!') ? { timeout: true } : {}) }
  })

test('an order that is paid, shipped or cancelled in time has nothing wrong with it', () => {
  const list = moves('pending>paid pending>cancelled! paid>shipped paid>cancelled! shipped>delivered!')
  expect(review(list, { finals: ['delivered', 'cancelled'] })).toEqual({
    states: ['pending', 'paid', 'cancelled', 'shipped', 'delivered'],
    initial: 'pending',
    terminals: ['cancelled', 'delivered'],
    deadEnds: [],
    leavable: [],
    unreachable: [],
    trapped: [],
    withoutTimeout: [],
    duplicates: [],
    ambiguous: [],
  })
})

test('a state that nothing leads to is found', () => {
  expect(review(moves('a>b c>b')).unreachable).toEqual(['c'])
  expect(review(moves('a>b c>b'), { initial: 'c' }).unreachable).toEqual(['a'])
  expect(review(moves('a>b'), { initial: 'elsewhere' }).unreachable).toEqual(['a', 'b'])
  expect(review(moves('a>b'), { finals: ['b', 'lost'] }).unreachable).toEqual(['lost'])
})

test('a way in without a way out is a dead end only where the ends were named', () => {
  expect(review(moves('a>b a>c'), { finals: ['c'] }).deadEnds).toEqual(['b'])
  expect(review(moves('a>b a>c'))).toMatchObject({ deadEnds: [], terminals: ['b', 'c'] })
})

test('a circle without an exit is a trap, one with an exit is not', () => {
  expect(review(moves('a>b b>c c>b a>d')).trapped).toEqual(['b', 'c'])
  expect(review(moves('a>b b>c c>b a>d c>d')).trapped).toEqual([])
  expect(review(moves('on>off off>on')).trapped).toEqual(['on', 'off'])
  expect(review(moves('on>off off>on'), { finals: ['off'] })).toMatchObject({ trapped: [], leavable: ['off'] })
})

test('every state that may wait needs a timeout', () => {
  expect(review(moves('a>b! b>c b>a')).withoutTimeout).toEqual(['b'])
})

test('a move written twice and an event with two targets are found', () => {
  const list: Transition[] = [
    { from: 'a', to: 'b', event: 'pay' },
    { from: 'a', to: 'b', event: 'pay' },
    { from: 'a', to: 'c', event: 'pay' },
    { from: 'a', to: 'd', event: 'cancel' },
  ]
  expect(review(list)).toMatchObject({
    duplicates: [list[0]],
    ambiguous: [{ from: 'a', event: 'pay', to: ['b', 'c'] }],
  })
  expect(review(moves('a>b a>c')).ambiguous).toEqual([])
})

test('no moves have no states', () => {
  expect(review([])).toMatchObject({ states: [], initial: undefined, terminals: [], trapped: [] })
})

test('reaching and being trapped agree with walks of every length', () => {
  const state = fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__')
  const list = fc.array(fc.record({ from: state, to: state }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(list, (all) => {
      const found = review(all)
      const walk = (from: string): Set<string> => {
        let here = new Set([from])
        for (let i = 0; i < 6; i++) {
          here = new Set([...here, ...all.filter((one) => here.has(one.from)).map((one) => one.to)])
        }
        return here
      }
      const start = walk(all[0]?.from ?? '')
      expect(found.unreachable).toEqual(found.states.filter((one) => !start.has(one)))
      const ends = new Set(found.terminals)
      expect(found.trapped).toEqual(found.states.filter((one) => [...walk(one)].every((to) => !ends.has(to))))
    }),
  )
})
