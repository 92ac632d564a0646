package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.EngineCounter;
import io.podspan.bgpreflector.reflect.EngineTotals;
import io.podspan.bgpreflector.speaker.Speaker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The reflector at a glance. */
@Schema(name = "Reflector")
public record ReflectorView(
    String name,
    long asn,
    String routerId,
    @Schema(description = "What it puts into CLUSTER_LIST (RFC 4456)") String clusterId,
    List<String> listen,
    int port,
    @Schema(description = "Offered, in seconds") int holdTimeSeconds,
    @Schema(description = "Routes that start here") List<String> originate,
    @Schema(description = "Interconnects in force, with their revisions")
        Map<String, Long> interconnects,
    int peers,
    int peersEstablished,
    @Schema(description = "Prefixes with a path") int routes,
    @Schema(description = "Distinct sets of path attributes") int attributeSets,
    @Schema(description = "Groups of peers that share encoded messages") int updateGroups,
    long updatesReceived,
    @Schema(description = "Of these with an attribute that RFC 7606 has discarded or withdrawn")
        long updatesFaulty,
    @Schema(description = "Announcements that were not taken, by reason")
        Map<String, Long> rejectedByReason,
    @Schema(description = "Connections that were not accepted, by reason")
        Map<String, Long> refusedByReason,
    @Schema(description = "Events that wait for Kafka") int eventsWaiting,
    @Schema(description = "Events given up for a later one of the same peer") long eventsCoalesced,
    @Schema(description = "Intent that cannot be followed as it is") List<String> remarks) {

  public ReflectorView {
    listen = List.copyOf(listen);
    originate = List.copyOf(originate);
    remarks = List.copyOf(remarks);
  }

  static ReflectorView of(ReflectorService reflector) {
    Speaker speaker = reflector.speaker();
    ReflectorConfig config = reflector.config();
    Configuration configuration = reflector.configuration();
    EngineTotals statistics = speaker.statistics();
    var peers = speaker.peersByState();
    return new ReflectorView(
        config.name(),
        config.asn(),
        reflector.settings().fixed().routerId().toString(),
        reflector.settings().fixed().clusterId().toString(),
        config.listen(),
        speaker.port(),
        config.holdTime(),
        reflector.settings().originate().stream().map(Object::toString).sorted().toList(),
        configuration == null ? Map.of() : configuration.interconnects(),
        peers.values().stream().mapToInt(Integer::intValue).sum(),
        peers.getOrDefault(SessionState.ESTABLISHED, 0),
        statistics.sizes().destinations(),
        statistics.sizes().attributeSets(),
        statistics.sizes().groups(),
        statistics.value(EngineCounter.UPDATES_RECEIVED),
        statistics.value(EngineCounter.UPDATES_FAULTY),
        rejected(statistics),
        refused(speaker),
        reflector.eventsWaiting(),
        reflector.eventsCoalesced(),
        configuration == null ? List.of() : configuration.remarks());
  }

  private static Map<String, Long> rejected(EngineTotals statistics) {
    Map<String, Long> byTag = new TreeMap<>();
    statistics.rejections().forEach((reason, count) -> byTag.put(RejectionText.tag(reason), count));
    return byTag;
  }

  private static Map<String, Long> refused(Speaker speaker) {
    Map<String, Long> byTag = new TreeMap<>();
    speaker.refusals().forEach((reason, count) -> byTag.put(reason.tag(), count));
    return byTag;
  }
}
