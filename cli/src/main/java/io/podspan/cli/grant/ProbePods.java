package io.podspan.cli.grant;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The DaemonSet whose pods ping and are pinged, in one cluster, by the rights of an administrator:
 * no account of Podspan may make pods. It is installed, brought to what is wanted, and removed; one
 * that somebody else made is left alone unless it is to be adopted.
 */
public final class ProbePods {
  static final String NAME = "podspan-probe";
  private static final String MADE_BY = "app.kubernetes.io/managed-by";
  private static final String US = "podspan-clusters-probes";

  private static final int MOST_TOLD = 10;

  private final KubernetesClient client;
  private final ApiWords words;

  /**
   * @param client with the rights of this context; it stays open
   */
  public ProbePods(AdminContext context, KubernetesClient client) {
    this.client = client;
    this.words = new ApiWords(context);
  }

  /**
   * How the pods are to be.
   *
   * @param image null for that of this version
   * @param requests of resources, by name; empty for those of this version
   * @param limits the same
   */
  public record Wish(
      @Nullable String image, Map<String, String> requests, Map<String, String> limits) {
    public Wish {
      requests = Map.copyOf(requests);
      limits = Map.copyOf(limits);
    }
  }

  /** What an installation did. */
  public enum Change {
    CREATED,
    CHANGED,
    UNCHANGED
  }

  /**
   * Makes the DaemonSet be as wanted.
   *
   * @param adopt also one that somebody else made
   * @throws GrantFailedException saying what happened and what to do
   */
  public Change install(Wish wish, boolean adopt) {
    DaemonSet wanted = wanted(wish);
    return words.explained(
        () -> {
          if (client.namespaces().withName(Account.NAMESPACE).get() == null) {
            throw new GrantFailedException(
                "There is no namespace " + Account.NAMESPACE + " in this cluster.",
                "run podspan clusters grant first: it makes the namespace and the rights to use the"
                    + " pods");
          }
          @Nullable DaemonSet present = set().get();
          if (present == null) {
            client.resource(wanted).create();
            return Change.CREATED;
          }
          if (!isOurs(present) && !adopt) {
            throw foreign();
          }
          return changed(present, client.resource(merged(wanted, present)).update());
        });
  }

  /**
   * The API server adds fields that nobody asked for, and may write quantities otherwise. It raises
   * the generation where the pods are to be others than before, whoever made them so.
   */
  private static Change changed(DaemonSet before, DaemonSet after) {
    return Objects.equals(before.getMetadata().getGeneration(), after.getMetadata().getGeneration())
        ? Change.UNCHANGED
        : Change.CHANGED;
  }

  private static GrantFailedException foreign() {
    return new GrantFailedException(
        "The DaemonSet "
            + Account.NAMESPACE
            + "/"
            + NAME
            + " is there, and this command did not make it.",
        "leave it to who made it, or take it over with --adopt");
  }

  private static DaemonSet merged(DaemonSet wanted, DaemonSet present) {
    present.getMetadata().setLabels(both(present.getMetadata().getLabels(), wanted));
    present.getSpec().setTemplate(wanted.getSpec().getTemplate());
    return present;
  }

  private static Map<String, String> both(@Nullable Map<String, String> present, DaemonSet wanted) {
    Map<String, String> all = new TreeMap<>(present == null ? Map.of() : present);
    @Nullable Map<String, String> more = wanted.getMetadata().getLabels();
    all.putAll(more == null ? Map.of() : more);
    return all;
  }

  private Resource<DaemonSet> set() {
    return client.apps().daemonSets().inNamespace(Account.NAMESPACE).withName(NAME);
  }

  private static boolean isOurs(DaemonSet set) {
    Map<String, String> labels = set.getMetadata().getLabels();
    return labels != null && US.equals(labels.get(MADE_BY));
  }

  private static DaemonSet wanted(Wish wish) {
    DaemonSet set = ShippedRights.probePods();
    Container container = set.getSpec().getTemplate().getSpec().getContainers().getFirst();
    if (wish.image() != null) {
      container.setImage(wish.image());
    }
    ResourceRequirements resources =
        Objects.requireNonNullElseGet(container.getResources(), ResourceRequirements::new);
    if (!wish.requests().isEmpty()) {
      resources.setRequests(quantities(wish.requests()));
    }
    if (!wish.limits().isEmpty()) {
      resources.setLimits(quantities(wish.limits()));
    }
    container.setResources(resources);
    set.getMetadata().setLabels(both(Map.of(MADE_BY, US), set));
    return set;
  }

  private static Map<String, Quantity> quantities(Map<String, String> texts) {
    Map<String, Quantity> quantities = new TreeMap<>();
    texts.forEach((name, text) -> quantities.put(name, Quantity.parse(text)));
    return quantities;
  }

  /**
   * How the pods are.
   *
   * @param ours whether {@link #install} made or adopted them
   * @param image what they run
   * @param wanted how many there should be: one on each node
   * @param updated how many are as the DaemonSet says now
   * @param ready how many run
   * @param troubles of pods that do not run, for people; the first of them
   */
  public record State(
      boolean ours, String image, int wanted, int updated, int ready, List<String> troubles) {
    public State {
      troubles = List.copyOf(troubles);
    }

    public boolean isWell() {
      return wanted > 0 && updated == wanted && ready == wanted;
    }
  }

  /** Empty where they are not installed. */
  public Optional<State> state() {
    return words.explained(() -> Optional.ofNullable(set().get()).map(this::state));
  }

  private State state(DaemonSet set) {
    DaemonSetStatus status = Objects.requireNonNullElseGet(set.getStatus(), DaemonSetStatus::new);
    return new State(
        isOurs(set),
        set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage(),
        number(status.getDesiredNumberScheduled()),
        isOfNow(set, status) ? number(status.getUpdatedNumberScheduled()) : 0,
        number(status.getNumberReady()),
        troubles(set.getSpec().getSelector().getMatchLabels()));
  }

  /** Until the controller has seen a change, its numbers are of what was before. */
  private static boolean isOfNow(DaemonSet set, DaemonSetStatus status) {
    @Nullable Long changed = set.getMetadata().getGeneration();
    @Nullable Long seen = status.getObservedGeneration();
    return changed == null || (seen != null && seen >= changed);
  }

  private static int number(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private List<String> troubles(@Nullable Map<String, String> labels) {
    return client
        .pods()
        .inNamespace(Account.NAMESPACE)
        .withLabels(labels == null ? new HashMap<>() : labels)
        .list()
        .getItems()
        .stream()
        .filter(pod -> !PodTrouble.of(pod).isEmpty())
        .sorted((one, other) -> name(one).compareTo(name(other)))
        .limit(MOST_TOLD)
        .map(pod -> name(pod) + ": " + PodTrouble.of(pod))
        .toList();
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  /**
   * Takes them away.
   *
   * @param adopt also those that somebody else made
   * @return whether there were any
   * @throws GrantFailedException saying what happened and what to do
   */
  public boolean remove(boolean adopt) {
    return words.explained(
        () -> {
          @Nullable DaemonSet present = set().get();
          if (present == null) {
            return false;
          }
          if (!isOurs(present) && !adopt) {
            throw foreign();
          }
          set().delete();
          return true;
        });
  }
}
