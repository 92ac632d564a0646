package io.podspan.bgpreflector.speaker.shards;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.PathAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Divides UPDATEs among several shards by the prefixes that each owns. Pure. */
final class UpdateSplitter {
  private UpdateSplitter() {}

  /** By shard, in the order in which they came. Messages without a prefix go to the first. */
  static List<List<Message.Update>> split(List<Message.Update> updates, Shards shards) {
    List<List<Message.Update>> split = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      split.add(new ArrayList<>());
    }
    for (Message.Update update : updates) {
      split(update, shards, split);
    }
    return split;
  }

  private static void split(
      Message.Update update, Shards shards, List<List<Message.Update>> split) {
    // A message without routes is counted once, by the first shard.
    boolean said = update.routes().isEmpty();
    for (int shard = 0; shard < shards.count(); shard++) {
      List<Message.Routes> own = new ArrayList<>();
      for (Message.Routes routes : update.routes()) {
        Message.Routes part = part(routes, shard, shards);
        if (part != null) {
          own.add(part);
        }
      }
      if (!own.isEmpty() || (said && shard == 0)) {
        split.get(shard).add(new Message.Update(own, update.faults(), update.endOfRib()));
      }
    }
  }

  private static Message.@Nullable Routes part(Message.Routes routes, int shard, Shards shards) {
    Nlri withdrawn = part(routes.withdrawn(), shard, shards);
    Nlri announced = part(routes.announced(), shard, shards);
    if (withdrawn.isEmpty() && announced.isEmpty()) {
      return null;
    }
    PathAttributes attributes = announced.isEmpty() ? null : routes.attributes();
    return new Message.Routes(routes.family(), withdrawn, attributes, announced);
  }

  private static Nlri part(Nlri all, int shard, Shards shards) {
    List<Prefix> own = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (shards.shardOf(all.high(i), all.low(i), all.length(i)) == shard) {
        own.add(all.at(i));
      }
    }
    return Nlri.of(own.toArray(Prefix[]::new));
  }
}
