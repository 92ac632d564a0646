/**
 * What changed in the tables of nodes, and the difference between two moments.
 *
 * <p>Flow: with each look that finds something else, and each intent that expects something else,
 * {@link io.podspan.routecollector.change.TableChanges} says which lines are others than before.
 * The store keeps them with the node's row, in one transaction. A question about two moments folds
 * what lies between them: {@link io.podspan.routecollector.change.Difference} takes of each line
 * what it was before its first change and is after its last one.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The first look at a node is where its history begins, and no change: nothing was known.
 *   <li>What could not be read changes no line but the node's state, and expected routes to {@code
 *       unknown}. A table has a history from the first look that read it on. Of one that was read
 *       in part, only lines that both looks saw are compared; of one that is larger than what is
 *       kept, only lines before its end.
 *   <li>What is kept is bounded in time, in rows and in octets ({@link
 *       io.podspan.routecollector.change.ChangeSettings}), and says since when it is whole.
 *   <li>With a node that the intent does not name any more its changes go.
 * </ol>
 */
@NullMarked
package io.podspan.routecollector.change;

import org.jspecify.annotations.NullMarked;
