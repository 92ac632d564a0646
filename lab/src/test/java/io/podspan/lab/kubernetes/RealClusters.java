package io.podspan.lab.kubernetes;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Real clusters for tests: one rig for all test classes of a JVM, given to tests and their set-up
 * methods as a parameter. See the package's documentation.
 */
public final class RealClusters implements BeforeAllCallback, ParameterResolver, AutoCloseable {
  public static final String PARIS = "paris";
  public static final String LONDON = "london";

  private static final Map<String, Integer> INDEXES = Map.of(PARIS, 1, LONDON, 2);
  private static final int NODES = 2;

  private final Map<String, KubernetesClient> admins = new HashMap<>();
  private final Rig rig =
      Rig.named(
          checkout(),
          System.getenv().getOrDefault("PODSPAN_TEST_RIG", "test"),
          System.getenv().getOrDefault("PODSPAN_TEST_RIG_SUBNET", "198.18.65"));

  /** A module's tests run in the folder of the module. */
  private static Path checkout() {
    return Path.of("").toAbsolutePath().getParent();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    requireMachine(rig);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RealClusters.class;
  }

  @Override
  public RealClusters resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(RealClusters.class))
        .getOrComputeIfAbsent(RealClusters.class, _ -> begin(), RealClusters.class);
  }

  /** Skips the test with a message where no rig is possible, or fails it where one is required. */
  public static void requireMachine(Rig rig) {
    String problem = rig.problem();
    if (problem.isEmpty()) {
      return;
    }
    if ("true".equals(System.getenv("PODSPAN_REQUIRE_KUBERNETES"))) {
      fail("PODSPAN_REQUIRE_KUBERNETES is set, but " + problem);
    }
    System.err.println("SKIPPED KUBERNETES TEST: " + problem);
    abort(problem);
  }

  /** A JVM that was killed may have left a rig. */
  private static RealClusters begin() {
    RealClusters begun = new RealClusters();
    begun.rig.down();
    begun.rig.guard();
    return begun;
  }

  public Rig rig() {
    return rig;
  }

  /** The administrator's kubeconfig of paris or london. The first call makes the cluster. */
  public synchronized Path kubeconfig(String cluster) {
    Integer index = INDEXES.get(cluster);
    if (index == null) {
      throw new IllegalArgumentException("the clusters are " + INDEXES.keySet());
    }
    rig.up(cluster, index, NODES, System.out::println);
    return rig.kubeconfig(cluster);
  }

  /** A client with all rights, for set-up and for looking. It is closed with the rig. */
  public synchronized KubernetesClient admin(String cluster) {
    return admins.computeIfAbsent(
        cluster,
        name -> {
          try {
            String text = Files.readString(kubeconfig(name));
            return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(text)).build();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public synchronized void close() {
    admins.values().forEach(KubernetesClient::close);
    rig.down();
  }
}
