/**
 * What every node really has: the sessions of its router, the router's routes, the kernel's.
 *
 * <p>Flow: {@code events} follows the intent and runs rounds per cluster; {@code kubernetes} reads
 * the nodes by exec, with the commands of {@code routers} and {@code kernel}, and follows them;
 * {@code feed} says what their lines mean; {@code route} compares what was read with what is
 * expected and with what was known; {@code store} keeps what is known and publishes what changed,
 * in one transaction; {@code api} answers. When somebody asks, {@code check} says what a node does
 * with packets to one address; {@code kubernetes} runs its script.
 *
 * <p>Routers that speak BMP connect to {@code bmp}, and {@code api} shows what they tell beside
 * what was read.
 *
 * <p>Arrows: api, store, events and kubernetes know route; route knows none of them. api and
 * kubernetes know check, which knows route, router and kernel. kubernetes knows the port {@code
 * router}, {@code routers} and {@code kernel}, which know route and feed at most. feed knows none
 * of them.
 */
@NullMarked
package io.podspan.routecollector;

import org.jspecify.annotations.NullMarked;
