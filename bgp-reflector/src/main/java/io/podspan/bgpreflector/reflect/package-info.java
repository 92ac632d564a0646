/**
 * From what peers announce to what others are told (RFC 4456), encoded once for all who are told
 * the same. Everything is owned by the shard loop, except {@link
 * io.podspan.bgpreflector.reflect.Segment}, which I/O loops read.
 *
 * <pre>
 *   UPDATE -> AdjRibIn: import policy, limits, loops -> RibShard
 *   decideAndAdvertise
 *          -> each dirty destination, once:
 *               each UpdateGroup: exported path differs from AdjRibOut? -> UpdatePacker
 *          -> buckets by (attributes, source) -> messages into the GroupLog, once
 *          -> each OutputLoop woken once; its members write slices of the log's own buffers
 * </pre>
 *
 * <p>{@link io.podspan.bgpreflector.reflect.ExportKey} is everything that makes two peers' output
 * the same byte for byte. Peers with equal keys are members of one {@link
 * io.podspan.bgpreflector.reflect.UpdateGroup}. Runs of messages in a {@link
 * io.podspan.bgpreflector.reflect.LogChunk} say who does not get them: the source of the routes,
 * and the member that is their next hop (RFC 4271, section 5.1.3). When the best path of a prefix
 * moves to a member, one message for that member withdraws what it had from another.
 *
 * <p>Members that are not where the log is (new, slow, or asking again) belong to a {@link
 * io.podspan.bgpreflector.reflect.CatchUp}: a walk over the table in slices, and the destinations
 * that changed meanwhile, each once. Members that come together are told together. This does not
 * delay those in sync.
 *
 * <p>A peer and its session are two things. The engine keeps an {@code AdjRibIn} per peer. Its
 * session comes and goes, and {@link io.podspan.bgpreflector.reflect.RoutesOnLoss} says what
 * happens to the routes then.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A member is told of a prefix at most once in a turn. The order of messages within a turn
 *       does not matter.
 *   <li>A member gets no withdrawal of a route that it was not told, none of its own routes, and no
 *       route that has the member itself as next hop.
 *   <li>Bytes in a chunk are written before they are published, and never change after that.
 *   <li>A chunk lives while a reader stands in it or before it. A reader is released exactly once.
 *   <li>A member in sync lags at most {@code maxLag} octets behind, or is taken out of sync.
 * </ol>
 *
 * <p>NEXT_HOP, AS_PATH, LOCAL_PREF and MED are reflected as they came (RFC 4456, section 10). RFCs:
 * 4271 section 9, 4456, 1997, 2918, 4486, 7313, 8326, 8654 section 5.
 */
@NullMarked
package io.podspan.bgpreflector.reflect;

import org.jspecify.annotations.NullMarked;
