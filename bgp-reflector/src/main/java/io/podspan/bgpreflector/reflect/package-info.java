/**
 * From what peers announce to what others are told (RFC 4456), encoded once for all who are told
 * the same. Everything but {@link io.podspan.bgpreflector.reflect.Segment} readers is owned by the
 * shard loop.
 *
 * <pre>
 *   UPDATE -> AdjRibIn: import policy, limits, loops -> RibShard
 *   flush  -> each dirty destination, once:
 *               each UpdateGroup: exported path differs from AdjRibOut? -> UpdatePacker
 *          -> buckets by (attributes, source) -> messages into the GroupLog, once
 *          -> each Lane (I/O loop) woken once; its members write slices of the log's own buffers
 * </pre>
 *
 * <p>{@link io.podspan.bgpreflector.reflect.ExportKey} is everything that makes two peers' output
 * byte-identical; peers with equal keys are members of one {@link
 * io.podspan.bgpreflector.reflect.UpdateGroup}. Runs of messages in a {@link
 * io.podspan.bgpreflector.reflect.LogChunk} say whom they are not for: the source of the routes.
 * When the best path of a prefix moves to a member, one message for him alone withdraws what he had
 * from another.
 *
 * <p>Members that are not where the log is (new, slow, asking again) belong to a {@link
 * io.podspan.bgpreflector.reflect.CatchUp}: a walk over the table in slices, and the state that
 * changed meanwhile, each prefix once. Members that come together are told together. None of this
 * holds up those in sync.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A member is told of a prefix at most once in a flush, so that the order of messages within
 *       it does not matter.
 *   <li>Nobody hears a withdrawal of what he was not told, nor a route of his own.
 *   <li>Bytes in a chunk are written before they are published and never change after it.
 *   <li>A chunk lives while a reader stands in it or before it; a reader is released exactly once.
 *   <li>A member in sync lags at most {@code maxLag} octets behind, or is taken out of sync.
 * </ol>
 *
 * <p>NEXT_HOP, AS_PATH, LOCAL_PREF and MED are reflected as they came (RFC 4456, section 10). RFCs:
 * 4271 section 9, 4456, 1997, 2918, 4486, 7313, 8326, 8654 section 5.
 */
@NullMarked
package io.podspan.bgpreflector.reflect;

import org.jspecify.annotations.NullMarked;
