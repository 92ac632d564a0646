/**
 * From documents to objects: {@link io.podspan.cli.apply.Check} asks peering-service about each
 * document before anything is changed; {@link io.podspan.cli.apply.Applying} then changes one after
 * the other; {@link io.podspan.cli.apply.Differences} says what would change.
 *
 * <p>Invariants: nothing is changed unless every document passed the check. A document that needs
 * an object which the same run creates is checked at its turn, as far as its fields go before. What
 * fails at its turn is told, what needs it is left out, and the others go on.
 */
@NullMarked
package io.podspan.cli.apply;

import org.jspecify.annotations.NullMarked;
