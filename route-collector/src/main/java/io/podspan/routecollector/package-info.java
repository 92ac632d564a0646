/**
 * What every node really has: the sessions of its router, the router's routes, the kernel's.
 *
 * <p>Flow: {@code events} follows the intent and runs rounds per cluster; {@code kubernetes} reads
 * the nodes by exec; {@code route} compares what was read with what is expected and what was known;
 * {@code store} keeps what is known and says what changed, in one transaction; {@code api} answers.
 *
 * <p>Arrows: api, store, events and kubernetes know route; route knows none of them.
 */
@NullMarked
package io.podspan.routecollector;

import org.jspecify.annotations.NullMarked;
