package io.podspan.probeservice.measure;

import io.podspan.events.ProbeEvent.SourceAddress;
import io.podspan.events.SeenSource;
import io.podspan.events.reason.ReasonText;
import io.podspan.probeservice.measure.PodListing.Listed;
import io.podspan.probeservice.measure.PodListing.Unavailable;
import io.podspan.probeservice.measure.SourceView.NotAsked;
import io.podspan.probeservice.measure.SourceView.Seen;
import io.podspan.probeservice.measure.SourceView.Unseen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Measures the source address: a pod of one cluster listens, a pod of another connects to it, and
 * the first looks where the connection came from. A few pairs of pods are enough, because a cluster
 * masquerades on all of its nodes or on none.
 */
public final class SourceProber {
  private static final int PAIRS = 2;

  private final Pods pods;
  private final SourcePods sources;
  private final IntSupplier ports;

  /**
   * @param ports where the next pod is to listen
   */
  public SourceProber(Pods pods, SourcePods sources, IntSupplier ports) {
    this.pods = pods;
    this.sources = sources;
    this.ports = ports;
  }

  /**
   * Blocks. What cannot be measured is unknown, never replaced.
   *
   * @return empty where nothing was measured and this service alone is why: what was known holds
   */
  public Optional<SourceFinding> measure(ClusterPair clusters) {
    if (!(pods.list(clusters.from()) instanceof Listed from)) {
      return Optional.of(unlisted(clusters, clusters.from()));
    }
    if (!(pods.list(clusters.to()) instanceof Listed to)) {
      return Optional.of(unlisted(clusters, clusters.to()));
    }
    List<PodPair> pairs = PodPair.chosen(from.pods(), to.pods(), PAIRS);
    if (pairs.isEmpty()) {
      return Optional.of(SourceFinding.unknown(clusters, "there are no two pods to measure with"));
    }
    return of(clusters, pairs);
  }

  private SourceFinding unlisted(ClusterPair clusters, String cluster) {
    return SourceFinding.unknown(
        clusters,
        pods.list(cluster) instanceof Unavailable(var cause)
            ? ReasonText.seen(cause)
            : "the pods of " + cluster + " could not be listed");
  }

  private Optional<SourceFinding> of(ClusterPair clusters, List<PodPair> pairs) {
    List<SeenSource> replaced = new ArrayList<>();
    List<SeenSource> preserved = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (PodPair pair : pairs) {
      switch (sources.view(
          clusters.from(), pair.from(), clusters.to(), pair.to(), ports.getAsInt())) {
        case Seen(var source) -> {
          String sent = pair.from().address().toString();
          SeenSource seen =
              new SeenSource(pair.from().path(), pair.to().path(), sent, source.toString());
          (source.equals(pair.from().address()) ? preserved : replaced).add(seen);
        }
        case Unseen(String why) -> unseen.add(why);
        case NotAsked _ -> {}
      }
    }
    return replaced.isEmpty() && preserved.isEmpty() && unseen.isEmpty()
        ? Optional.empty()
        : Optional.of(judged(clusters, replaced, preserved, unseen));
  }

  private static SourceFinding judged(
      ClusterPair clusters,
      List<SeenSource> replaced,
      List<SeenSource> preserved,
      List<String> unseen) {
    int measured = replaced.size() + preserved.size();
    List<SeenSource> all = new ArrayList<>(replaced);
    all.addAll(preserved);
    if (!replaced.isEmpty()) {
      SeenSource first = replaced.getFirst();
      return new SourceFinding(
          clusters,
          SourceAddress.REPLACED,
          measured,
          preserved.size(),
          all,
          first.toPod()
              + " saw "
              + first.seen()
              + " on a connection from "
              + first.fromPod()
              + ", whose address is "
              + first.sent());
    }
    if (preserved.isEmpty()) {
      return SourceFinding.unknown(clusters, unseen.getFirst());
    }
    return new SourceFinding(
        clusters,
        SourceAddress.PRESERVED,
        measured,
        measured,
        all,
        preserved.getFirst().toPod() + " saw the address of " + preserved.getFirst().fromPod());
  }
}
