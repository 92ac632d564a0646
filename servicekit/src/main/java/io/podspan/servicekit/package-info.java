/**
 * What all services have in common, in one place.
 *
 * <ul>
 *   <li>{@code supervise}: threads that go on
 *   <li>{@code ready}: whether the service is ready, and what it waits for
 *   <li>{@code outage}: Postgres or Kafka is away, or something is wrong
 *   <li>{@code kafka}: clients and topics
 *   <li>{@code consume}: records to events, dead letters, groups and tails
 *   <li>{@code follow}: the world from the intent topic, and which part of it is ours
 *   <li>{@code share}: which instance does which part of the work, and the fence of what it writes
 *   <li>{@code publish}: the outbox and its relay
 *   <li>{@code rounds}: work that is repeated per cluster
 *   <li>{@code bounds}: how much it takes and holds for callers
 *   <li>{@code secrets}: log lines without secrets
 *   <li>{@code problem}: RFC 9457 answers
 *   <li>{@code conditional}: tags, conditions and patches of resources
 *   <li>{@code lists}: lists page by page
 *   <li>{@code once}: a request that is sent twice is done once
 *   <li>{@code door}: who calls, from where, and what may they
 * </ul>
 *
 * <p>Arrows: {@code once} to {@code publish} to {@code door} to {@code problem}; {@code lists} and
 * {@code conditional} to {@code problem}; {@code publish}, {@code follow} to {@code consume} to
 * {@code kafka}, {@code supervise} to {@code ready}, {@code outage}; {@code share} to {@code
 * supervise}. It knows Quarkus, which {@code io.podspan.events} does not, and has no logic of any
 * one service.
 */
@NullMarked
package io.podspan.servicekit;

import org.jspecify.annotations.NullMarked;
