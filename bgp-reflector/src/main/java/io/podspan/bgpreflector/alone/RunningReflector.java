package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.settings.Endpoint;
import io.podspan.bgpreflector.alone.settings.Fixed;
import io.podspan.bgpreflector.alone.settings.Settings;
import io.podspan.bgpreflector.speaker.Speaker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The engine with the settings that are in force. Main thread only. */
final class RunningReflector implements AutoCloseable {
  private final LogLines lines;
  private final Speaker speaker;
  private Settings settings;

  private RunningReflector(Settings settings, LogLines lines, Speaker speaker) {
    this.settings = settings;
    this.lines = lines;
    this.speaker = speaker;
  }

  /**
   * @throws IOException when an address cannot be listened on
   */
  static RunningReflector start(Settings settings, LogLines lines) throws IOException {
    Speaker speaker = Speaker.start(EngineRecords.speaker(settings), new SessionLog(lines));
    speaker.configure(EngineRecords.peers(settings));
    return new RunningReflector(settings, lines, speaker);
  }

  /** For people: where, and as whom. */
  String introduction() {
    Fixed fixed = settings.fixed();
    return "%s port %d, AS %d, router id %s, cluster id %s; %s"
        .formatted(
            fixed.listen().stream()
                .map(Endpoint::address)
                .map(Object::toString)
                .collect(Collectors.joining(", ")),
            speaker.port(),
            fixed.asn(),
            fixed.routerId(),
            fixed.clusterId(),
            settings.summary());
  }

  /** Takes over what can change while sessions go on. */
  void change(Settings next) {
    List<String> later = settings.fixed().differences(next.fixed());
    if (!later.isEmpty()) {
      lines.say("changed, but only from the next start on: " + String.join(", ", later));
    }
    settings = new Settings(settings.fixed(), next.originate(), next.peers(), next.ranges());
    speaker.originate(settings.originate());
    speaker.configure(EngineRecords.peers(settings));
    lines.say("read again: " + settings.summary());
  }

  void tellStatus() {
    lines.say(StatusLine.of(speaker));
  }

  /** What broke the routing table, if anything did. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(speaker.failure());
  }

  @Override
  public void close() {
    speaker.close();
  }
}
