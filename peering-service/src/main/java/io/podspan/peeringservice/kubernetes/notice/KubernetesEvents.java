package io.podspan.peeringservice.kubernetes.notice;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.notice.Notice;
import io.podspan.peeringservice.peering.router.Touched;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Makes Events in clusters. */
final class KubernetesEvents {
  static final String CONTROLLER = "podspan.io/peering-service";
  static final String INSTANCE = "podspan-peering-service";

  /** Where Events about cluster-wide objects are. */
  private static final String WITHOUT_NAMESPACE = "default";

  /** What the API takes. */
  private static final int LONGEST_MESSAGE = 1000;

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ClusterCalls calls;

  KubernetesEvents(ClusterCalls calls) {
    this.calls = calls;
  }

  /**
   * @return whether it was made; not if the object is gone
   */
  boolean post(Access access, Touched object, Notice notice) {
    Optional<ObjectReference> found = reference(access, object);
    found.ifPresent(reference -> create(access, reference, notice));
    return found.isPresent();
  }

  /** With its uid: describing an object shows only the Events that have it. */
  private Optional<ObjectReference> reference(Access access, Touched object) {
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup(object.group())
            .withVersion(object.version())
            .withKind(object.kind())
            .withPlural(object.plural())
            .withNamespaced(!object.namespace().isEmpty())
            .build();
    GenericKubernetesResource present =
        calls.ask(
            access,
            "get",
            object.plural(),
            client -> {
              var all = client.genericKubernetesResources(context);
              return object.namespace().isEmpty()
                  ? all.withName(object.name()).get()
                  : all.inNamespace(object.namespace()).withName(object.name()).get();
            });
    return Optional.ofNullable(present)
        .map(
            found ->
                new ObjectReferenceBuilder()
                    .withApiVersion(found.getApiVersion())
                    .withKind(object.kind())
                    .withNamespace(object.namespace().isEmpty() ? null : object.namespace())
                    .withName(object.name())
                    .withUid(found.getMetadata().getUid())
                    .build());
  }

  private void create(Access access, ObjectReference on, Notice notice) {
    String namespace = on.getNamespace() == null ? WITHOUT_NAMESPACE : on.getNamespace();
    Instant now = Instant.now();
    String name = on.getName() + "." + Long.toHexString(System.nanoTime());
    try {
      Event event = core(name, namespace, on, notice, now);
      calls.ask(
          access,
          "create",
          "events in " + namespace,
          client -> client.v1().events().inNamespace(namespace).resource(event).create());
    } catch (ClusterFaultException e) {
      if (!(e.fault() instanceof ClusterFault.Forbidden)) {
        throw e;
      }
      var event = newer(name, namespace, on, notice, now);
      calls.ask(
          access,
          "create",
          "events.events.k8s.io in " + namespace,
          client -> client.events().v1().events().inNamespace(namespace).resource(event).create());
    }
  }

  private static Event core(
      String name, String namespace, ObjectReference on, Notice notice, Instant now) {
    String time = now.toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withInvolvedObject(on)
        .withType(type(notice))
        .withReason(notice.reason())
        .withMessage(message(notice))
        .withAction(notice.reason())
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent(CONTROLLER)
        .endSource()
        .withReportingComponent(CONTROLLER)
        .withReportingInstance(INSTANCE)
        .build();
  }

  private static io.fabric8.kubernetes.api.model.events.v1.Event newer(
      String name, String namespace, ObjectReference on, Notice notice, Instant now) {
    return new io.fabric8.kubernetes.api.model.events.v1.EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withRegarding(on)
        .withType(type(notice))
        .withReason(notice.reason())
        .withNote(message(notice))
        .withAction(notice.reason())
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withReportingController(CONTROLLER)
        .withReportingInstance(INSTANCE)
        .build();
  }

  private static String type(Notice notice) {
    return notice.warning() ? "Warning" : "Normal";
  }

  private static String message(Notice notice) {
    String message = notice.message();
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 3) + "...";
  }
}
