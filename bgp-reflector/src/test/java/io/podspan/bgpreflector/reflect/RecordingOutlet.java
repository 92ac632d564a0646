package io.podspan.bgpreflector.reflect;

import io.netty.buffer.Unpooled;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.MessageDecoder;
import io.podspan.bgpreflector.wire.PathAttributes;
import io.podspan.bgpreflector.wire.Prefix;
import io.podspan.bgpreflector.wire.WireOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A member that reads at once what it is given, keeps its table, and writes down what it heard. */
final class RecordingOutlet implements Outlet {
  private final RouteSource member;
  private final WireOptions options;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  final Map<String, PathAttributes> table = new TreeMap<>();
  int refreshRequests;
  String shed;

  RecordingOutlet(RouteSource member, WireOptions options) {
    this.member = member;
    this.options = options;
  }

  @Override
  public void append(Segment segment) {
    segments.add(segment);
  }

  @Override
  public void wake() {}

  @Override
  public void requestRefresh() {
    refreshRequests++;
  }

  @Override
  public void shed(String why) {
    shed = why;
  }

  /** What came since the last call, a line for each route. */
  List<String> hear() {
    heard.clear();
    while (!segments.isEmpty()) {
      Packet packet = segments.peek().poll();
      if (packet != null) {
        if (packet.isFor(member)) {
          read(packet.bytes());
        }
      } else if (segments.peek().isFinished()) {
        segments.remove();
      } else {
        break;
      }
    }
    return List.copyOf(heard);
  }

  private void read(byte[] bytes) {
    Message.Update update =
        (Message.Update) MessageDecoder.decode(Unpooled.wrappedBuffer(bytes), options, true);
    if (update.isEndOfRib()) {
      heard.add("end of rib");
    }
    for (int i = 0; i < update.withdrawn().size(); i++) {
      String prefix = Prefix.format(update.withdrawn().at(i));
      heard.add(
          "withdraw " + prefix + (table.remove(prefix) == null ? " which was not there" : ""));
    }
    for (int i = 0; i < update.announced().size(); i++) {
      String prefix = Prefix.format(update.announced().at(i));
      table.put(prefix, update.attributes());
      heard.add("announce " + prefix + " via " + Ipv4Address.format(update.attributes().nextHop()));
    }
  }
}
