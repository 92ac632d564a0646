package io.podspan.bgpreflector.assembly;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.settings.PeerSettings;
import io.podspan.bgpreflector.settings.Restart;
import io.podspan.bgpreflector.settings.Settings;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.report.SpeakerListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The engine with the settings that are in force. {@link #change} belongs to one thread; any thread
 * may use the speaker.
 */
public final class RunningReflector implements AutoCloseable {
  private final Speaker speaker;
  private final Optional<SessionsKeeper> keeper;
  private Settings settings;

  private RunningReflector(Settings settings, Speaker speaker, Optional<SessionsKeeper> keeper) {
    this.settings = settings;
    this.speaker = speaker;
    this.keeper = keeper;
  }

  /**
   * Starts the engine.
   *
   * @throws IOException when an address cannot be listened on
   * @throws IllegalArgumentException when this system cannot do what the settings ask for
   */
  public static RunningReflector start(Settings settings, SpeakerListener listener)
      throws IOException {
    Restart restart = settings.fixed().restart();
    Optional<SessionsFile> file =
        restart.enabled() ? restart.stateFile().map(SessionsFile::new) : Optional.empty();
    Set<IpAddress> before = file.map(SessionsFile::read).orElse(Set.of());
    Speaker speaker =
        Speaker.start(EngineRecords.speaker(settings, expected(before, settings)), listener);
    try {
      speaker.configure(EngineRecords.peers(settings), EngineRecords.ranges(settings));
    } catch (IllegalArgumentException impossible) {
      speaker.close();
      throw impossible;
    }
    Optional<SessionsKeeper> keeper =
        file.map(present -> new SessionsKeeper(present, before, speaker));
    keeper.ifPresent(SessionsKeeper::start);
    return new RunningReflector(settings, speaker, keeper);
  }

  /** Those of the peers with a session before that may still connect. */
  private static Set<IpAddress> expected(Set<IpAddress> before, Settings settings) {
    Set<IpAddress> known =
        settings.peers().stream().map(PeerSettings::address).collect(Collectors.toSet());
    return before.stream()
        .filter(
            address ->
                known.contains(address)
                    || settings.ranges().stream()
                        .anyMatch(range -> range.range().contains(address)))
        .collect(Collectors.toSet());
  }

  /**
   * Takes over everything that can change while sessions go on.
   *
   * @return the settings that wait for the next start, by their keys
   * @throws IllegalArgumentException when this system cannot do it; then nothing is changed
   */
  public List<String> change(Settings next) {
    speaker.configure(EngineRecords.peers(next), EngineRecords.ranges(next));
    if (!next.originate().equals(settings.originate())) {
      speaker.originate(next.originate());
    }
    List<String> waiting = settings.fixed().differences(next.fixed());
    settings = new Settings(settings.fixed(), next.originate(), next.peers(), next.ranges());
    return waiting;
  }

  /** Ends the wait of peers that erred: they may connect again now. */
  public void admitIdlePeers() {
    speaker.peers().stream()
        .filter(peer -> peer.state() == SessionState.IDLE)
        .forEach(peer -> speaker.clear(peer.config().address()));
  }

  public Settings settings() {
    return settings;
  }

  public Speaker speaker() {
    return speaker;
  }

  @Override
  public void close() {
    keeper.ifPresent(SessionsKeeper::close);
    speaker.close();
  }
}
