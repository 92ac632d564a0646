package io.podspan.bgpreflector.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageDecoder;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** A member that reads when it is told to, keeps its table, and writes down what it heard. */
final class RecordingMember implements OutputLoop {
  private final RouteSource member;
  private final WireOptions options;
  private final IntConsumer onDrained;
  private final List<ShardOutput> outputs = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  final Map<String, PathAttributes> table = new TreeMap<>();
  final List<String> asked = new ArrayList<>();
  private int dumps;
  private int refreshes;

  /**
   * @param onDrained hears of shards whose segments were all read
   */
  RecordingMember(RouteSource member, WireOptions options, int shards, IntConsumer onDrained) {
    this.member = member;
    this.options = options;
    this.onDrained = onDrained;
    for (int shard = 0; shard < shards; shard++) {
      outputs.add(new ShardOutput(shard));
    }
  }

  MemberOutput output(int shard) {
    return outputs.get(shard);
  }

  @Override
  public void wake() {}

  /** What came since the last call, a line for each route. */
  List<String> hear() {
    return hear(Integer.MAX_VALUE);
  }

  /** The same, but stops after about so many octets of each shard. */
  List<String> hear(int octets) {
    heard.clear();
    outputs.forEach(output -> output.read(octets));
    return List.copyOf(heard);
  }

  void close() {
    outputs.forEach(ShardOutput::close);
  }

  private final class ShardOutput implements MemberOutput {
    private final int shard;
    private final Deque<Segment> segments = new ArrayDeque<>();

    private ShardOutput(int shard) {
      this.shard = shard;
    }

    @Override
    public OutputLoop loop() {
      return RecordingMember.this;
    }

    @Override
    public void append(Segment segment) {
      segments.add(segment);
    }

    @Override
    public void requestRefresh(AddressFamily family) {
      asked.add("refresh " + family.text());
    }

    @Override
    public void prefixLimitReached(AddressFamily family, PrefixLimit limit) {
      asked.add("reset for " + family.text() + " beyond " + limit.maximum());
    }

    @Override
    public void disconnect(String why) {
      asked.add("shed: " + why);
    }

    private void read(int octets) {
      int left = octets;
      while (!segments.isEmpty() && left > 0) {
        Segment segment = segments.peek();
        ByteBuf slice = segment.next(member, 64);
        if (slice != null) {
          left -= slice.readableBytes();
          decode(slice);
        } else if (segment.isFinished()) {
          segments.remove();
          segment.release();
          ended(segment.ending());
          if (segments.isEmpty()) {
            onDrained.accept(shard);
          }
        } else {
          return;
        }
      }
    }

    private void close() {
      segments.forEach(Segment::release);
      segments.clear();
    }
  }

  private void ended(Segment.Ending ending) {
    switch (ending) {
      case PLAIN -> {}
      case INITIAL_UPDATE -> {
        if (++dumps == outputs.size()) {
          heard.add("end of rib");
        }
      }
      case REFRESH -> {
        if (++refreshes % outputs.size() == 0) {
          heard.add("end of refresh");
        }
      }
    }
  }

  private void decode(ByteBuf slice) {
    while (slice.isReadable()) {
      int length = slice.getUnsignedShort(slice.readerIndex() + 16);
      assertThat(length).isLessThanOrEqualTo(options.maxMessage());
      Message.Update update =
          (Message.Update) MessageDecoder.decode(slice.readSlice(length), options, true);
      assertThat(update.faults()).isEmpty();
      assertThat(update.endOfRib()).isNull();
      update.routes().forEach(this::read);
    }
    slice.release();
  }

  private void read(Message.Routes routes) {
    for (int i = 0; i < routes.withdrawn().size(); i++) {
      String prefix = routes.withdrawn().at(i).toString();
      heard.add(
          "withdraw " + prefix + (table.remove(prefix) == null ? " which was not there" : ""));
    }
    for (int i = 0; i < routes.announced().size(); i++) {
      Prefix prefix = routes.announced().at(i);
      PathAttributes attributes = routes.attributes();
      boolean own = attributes.isReflected() && attributes.originatorId() == member.routerId();
      table.put(prefix.toString(), attributes);
      heard.add(
          "announce " + prefix + " via " + attributes.nextHop() + (own ? " to its source" : ""));
    }
  }
}
