package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.settings.Endpoint;
import io.podspan.bgpreflector.alone.settings.Fixed;
import io.podspan.bgpreflector.alone.settings.Settings;
import io.podspan.bgpreflector.fsm.SessionState;
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
   * @throws IllegalArgumentException when this system cannot do what the settings ask for
   */
  static RunningReflector start(Settings settings, LogLines lines) throws IOException {
    Speaker speaker = Speaker.start(EngineRecords.speaker(settings), new SessionLog(lines));
    try {
      speaker.configure(EngineRecords.peers(settings), EngineRecords.ranges(settings));
    } catch (IllegalArgumentException impossible) {
      speaker.close();
      throw impossible;
    }
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

  /**
   * Takes over what can change while sessions go on, and lets peers come that have to wait.
   *
   * @throws IllegalArgumentException when this system cannot do it; then nothing is changed
   */
  void change(Settings next) {
    speaker.configure(EngineRecords.peers(next), EngineRecords.ranges(next));
    speaker.originate(next.originate());
    speaker.peers().stream()
        .filter(peer -> peer.state() == SessionState.IDLE)
        .forEach(peer -> speaker.clear(peer.config().address()));
    tellWhatWaits(settings.fixed().differences(next.fixed()));
    settings = new Settings(settings.fixed(), next.originate(), next.peers(), next.ranges());
    lines.say("read again: " + settings.summary());
  }

  private void tellWhatWaits(List<String> keys) {
    if (!keys.isEmpty()) {
      lines.say("changed, but only from the next start on: " + String.join(", ", keys));
    }
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
