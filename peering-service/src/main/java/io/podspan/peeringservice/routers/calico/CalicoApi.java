package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import io.podspan.peeringservice.kubernetes.ObjectPatch;
import io.podspan.peeringservice.peering.Access;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calico's objects in one cluster, in the group that its API server serves them in. */
final class CalicoApi {
  static final Kind PEER = new Kind("BGPPeer", "bgppeers");
  static final Kind POOL = new Kind("IPPool", "ippools");
  static final Kind CONFIGURATION = new Kind("BGPConfiguration", "bgpconfigurations");
  static final Kind FILTER = new Kind("BGPFilter", "bgpfilters");
  static final Kind AFFINITY = new Kind("BlockAffinity", "blockaffinities");

  private final CustomObjects objects;
  private final Group group;
  private final boolean filters;
  private final boolean byHand;

  private CalicoApi(ClusterCalls calls, Access access, Group group, boolean filters) {
    this.objects = new CustomObjects(calls, access, group.group(), group.version());
    this.group = group;
    this.filters = filters;
    this.byHand = access.byHand();
  }

  /**
   * Where Calico's objects are. The definitions of its own components go first: they need nothing
   * but the API server. The other group is served by a server of Calico's that may be away, or, in
   * releases that have no others, by definitions too.
   */
  enum Group {
    OWN("crd.projectcalico.org", "v1"),
    PUBLIC("projectcalico.org", "v3");

    private final String group;
    private final String version;

    Group(String group, String version) {
      this.group = group;
      this.version = version;
    }

    String group() {
      return group;
    }

    String version() {
      return version;
    }

    String apiVersion() {
      return group + "/" + version;
    }
  }

  /** As the API server says. Where it serves neither group, calls answer as for the first one. */
  static CalicoApi of(ClusterCalls calls, Access access) {
    for (Group group : Group.values()) {
      Set<String> served = CustomObjects.served(calls, access, group.apiVersion());
      if (served.contains(PEER.plural())) {
        return new CalicoApi(calls, access, group, served.contains(FILTER.plural()));
      }
    }
    return new CalicoApi(calls, access, Group.OWN, false);
  }

  Group group() {
    return group;
  }

  /** Whether people write in this cluster. */
  boolean byHand() {
    return byHand;
  }

  /** Whether this release of Calico has BGPFilters. */
  boolean hasFilters() {
    return filters;
  }

  List<GenericKubernetesResource> list(Kind kind) {
    return objects.list(kind);
  }

  /** All of them; ours with who wrote them. */
  List<GenericKubernetesResource> listWithWriters(Kind kind) {
    return objects.listWithWriters(kind);
  }

  /** Empty also if the kind is not served or may not be read. */
  List<GenericKubernetesResource> listOptional(Kind kind) {
    return objects.listOptional(kind);
  }

  /** The same; ours with who wrote them. */
  List<GenericKubernetesResource> listOptionalWithWriters(Kind kind) {
    return objects.listOptionalWithWriters(kind);
  }

  Optional<GenericKubernetesResource> named(Kind kind, String name) {
    return objects.named(kind, name);
  }

  /**
   * @throws ClusterCalls.ConflictException if there is one of this name
   */
  void create(Kind kind, GenericKubernetesResource object) {
    objects.create(kind, object);
  }

  /** The same, without being kept. */
  void rehearse(Kind kind, GenericKubernetesResource object) {
    objects.rehearse(kind, object);
  }

  /**
   * @throws ClusterCalls.ConflictException if a test of the patch fails
   */
  void patch(Kind kind, String name, ObjectPatch patch, PatchContext context) {
    objects.patch(kind, name, patch, context);
  }

  /**
   * Puts this in the place of what has its name and resource version.
   *
   * @throws ClusterCalls.ConflictException if somebody changed it since
   */
  void replace(Kind kind, GenericKubernetesResource object) {
    objects.replace(kind, object);
  }

  /**
   * Deletes it as it was read, or not at all.
   *
   * @throws ClusterCalls.ConflictException if somebody changed it since
   */
  void delete(Kind kind, GenericKubernetesResource read) {
    objects.delete(kind, read);
  }

  /** The interconnect in our label; empty if the object is not ours. */
  static Optional<String> interconnect(GenericKubernetesResource object) {
    return CustomObjects.interconnect(object);
  }
}
