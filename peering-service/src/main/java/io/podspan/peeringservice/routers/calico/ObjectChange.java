package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.kubernetes.Documents;
import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.CalicoObject.PoolObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calico objects to create and to delete. It is the document in a {@link RouterChange} of this
 * driver, so its components are a stored format: add to them, do not rename them.
 *
 * @param filter how our BGPFilter changes; null, also in documents of former versions, if it does
 *     not
 * @param interconnect for the label of the filter; empty in documents of former versions
 * @param services how the announced ClusterIPs change; null, also in documents of former versions,
 *     if they do not
 * @param edited peers of ours that somebody changed so that no node has their session; none in
 *     documents of former versions
 * @param lostKeys Secrets of ours that somebody deleted. They are written again, and stay on a way
 *     back; none in documents of former versions
 */
record ObjectChange(
    List<CalicoObject> created,
    List<CalicoObject> deleted,
    @Nullable FilterChange filter,
    String interconnect,
    @Nullable ServiceChange services,
    List<EditedPeer> edited,
    List<KeySecret> lostKeys) {
  static final String DRIVER = "calico-bgppeer";

  ObjectChange {
    created = List.copyOf(created);
    deleted = List.copyOf(deleted);
    interconnect = interconnect == null ? "" : interconnect;
    edited = edited == null ? List.of() : List.copyOf(edited);
    lostKeys = lostKeys == null ? List.of() : List.copyOf(lostKeys);
  }

  /** One that leaves the filter alone. */
  ObjectChange(List<CalicoObject> created, List<CalicoObject> deleted) {
    this(created, deleted, null, "", null, List.of(), List.of());
  }

  /** In the direction in which the change goes. */
  static ObjectChange of(RouterChange change) {
    ObjectChange forward = Documents.read(change.document(), ObjectChange.class);
    return change.back() ? forward.reversed() : forward;
  }

  RouterChange toChange() {
    return new RouterChange(DRIVER, Documents.write(this), diff());
  }

  ObjectChange reversed() {
    return new ObjectChange(
        deleted,
        created,
        filter == null ? null : filter.reversed(),
        interconnect,
        services == null ? null : services.reversed(),
        edited.stream().map(EditedPeer::reversed).toList(),
        List.of());
  }

  List<PeerObject> createdPeers() {
    return peers(created);
  }

  List<PeerObject> deletedPeers() {
    return peers(deleted);
  }

  List<PoolObject> createdPools() {
    return pools(created);
  }

  List<PoolObject> deletedPools() {
    return pools(deleted);
  }

  /** The Secrets that the peers that come need. */
  Set<KeySecret> neededKeys() {
    Set<KeySecret> needed = keys(createdPeers());
    edited.forEach(peer -> Stream.ofNullable(peer.wanted().key()).forEach(needed::add));
    needed.addAll(lostKeys);
    return needed;
  }

  /** Those of the peers that go. */
  Set<KeySecret> formerKeys() {
    return keys(deletedPeers());
  }

  private static Set<KeySecret> keys(List<PeerObject> peers) {
    return peers.stream()
        .flatMap(peer -> Stream.ofNullable(peer.key()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether something of it is for single nodes. */
  boolean isNodeByNode() {
    return createdPeers().stream().anyMatch(PeerObject::isNodeByNode)
        || deletedPeers().stream().anyMatch(PeerObject::isNodeByNode);
  }

  private static List<PeerObject> peers(List<CalicoObject> objects) {
    return objects.stream()
        .filter(PeerObject.class::isInstance)
        .map(PeerObject.class::cast)
        .toList();
  }

  private static List<PoolObject> pools(List<CalicoObject> objects) {
    return objects.stream()
        .filter(PoolObject.class::isInstance)
        .map(PoolObject.class::cast)
        .toList();
  }

  private List<String> diff() {
    List<String> diff = new ArrayList<>();
    deleted.forEach(object -> diff.add("- " + object.shown()));
    created.forEach(object -> diff.add("+ " + object.shown()));
    edited.forEach(peer -> diff.addAll(peer.diff()));
    lostKeys.forEach(key -> diff.add("+ " + key.shown()));
    if (filter != null) {
      diff.addAll(filter.diff());
    }
    if (services != null) {
      diff.addAll(services.diff());
    }
    return List.copyOf(diff);
  }
}
