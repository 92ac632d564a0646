/**
 * Lists over REST: filtered, sorted and read page by page, in one form for all services.
 *
 * <p>Flow: a resource takes {@link io.podspan.servicekit.lists.ListParams} and has a {@link
 * io.podspan.servicekit.lists.ListForm} that says by which fields its list is sorted and filtered.
 * The form reads the parameters into a {@link io.podspan.servicekit.lists.ListQuery}, or refuses
 * them with a problem (400) that names each parameter. The query becomes a {@link
 * io.podspan.servicekit.lists.Page}: by {@link io.podspan.servicekit.lists.MemoryList} where the
 * whole list is at hand, or by a database, which gets the place after which to go on.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A cursor names the place of the last element of a page, not a number. What is there from
 *       the first page to the last comes once, whatever is added and removed meanwhile.
 *   <li>A cursor belongs to one order and one set of filters; with others it is refused.
 *   <li>An order is whole: where keys are equal, the identity decides, in the same direction.
 *   <li>A parameter that is not known is refused. A filter that is not understood must not give the
 *       whole list.
 * </ol>
 *
 * <p>Everything here is pure.
 */
@NullMarked
package io.podspan.servicekit.lists;

import org.jspecify.annotations.NullMarked;
