package io.podspan.lab;

import io.podspan.lab.api.ServerCertificate;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.cluster.LabCluster;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.LabException;
import io.podspan.lab.network.LabName;
import io.podspan.lab.network.LabOwner;
import io.podspan.lab.network.Namespaces;
import io.podspan.lab.network.Topology;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running lab, from {@link #up} to {@link #down}. */
public final class Lab implements AutoCloseable {
  private static final long READY_SECONDS = 30;

  private final LabSpec spec;
  private final Topology topology;
  private final Vertx vertx;
  private final ScheduledExecutorService control;
  private final List<LabCluster> clusters = new ArrayList<>();
  private boolean isDown;

  private Lab(LabSpec spec, Topology topology) {
    this.spec = spec;
    this.topology = topology;
    // Without caches, Vert.x makes no folder in the temporary folder.
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setFileSystemOptions(files)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1));
    this.control =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lab-control").factory());
  }

  /**
   * Makes a lab and returns once every router runs and every API answers. Removes the remains of a
   * crashed lab of this name first. Leaves nothing behind on failure.
   *
   * @throws LabException when the machine lacks something or a lab of this name runs already
   * @throws IllegalArgumentException when the plan does not fit together
   */
  public static Lab up(LabSpec spec, LabProgress progress) {
    Topology topology = spec.topology();
    Prerequisites.check().require();
    refuseRunning(spec.name());
    cleanUp(spec.name());
    var lab = new Lab(spec, topology);
    try {
      lab.start(progress);
      return lab;
    } catch (IOException e) {
      lab.down();
      throw new LabException("the lab's data folder cannot be used: " + e, e);
    } catch (RuntimeException e) {
      lab.down();
      throw e;
    }
  }

  /**
   * Removes all that a lab of this name left in the kernel, processes included. Does not ask the
   * process that runs the lab: {@link LabCommand} does.
   */
  public static void cleanUp(LabName name) {
    new Namespaces(name).remove();
  }

  private static void refuseRunning(LabName name) {
    LabOwner.of(name)
        .flatMap(LabOwner::process)
        .ifPresent(
            process -> {
              throw new LabException(
                  "lab "
                      + name.value()
                      + " runs already, in process "
                      + process.pid()
                      + "; take it down first or choose another name");
            });
  }

  private void start(LabProgress progress) throws IOException {
    Instant began = Instant.now();
    Path folder = privateFolder(spec.dataFolder());
    Path kubeconfigs = privateFolder(kubeconfigFolder());
    // A second JVM makes the certificate in about a second. The network is built meanwhile.
    var certificate = CompletableFuture.supplyAsync(() -> certificate(folder), this::inBackground);
    new Fabric(topology).build(LabOwner.self());
    began = told(progress, began, topology.nodes().size() + " nodes in namespaces");
    for (ClusterSpec cluster : spec.clusters()) {
      clusters.add(
          new LabCluster(
              cluster,
              topology,
              vertx,
              control,
              certificate.join(),
              folder.resolve("nodes"),
              spec.restartBackOff()));
    }
    for (LabCluster cluster : clusters) {
      cluster.start(kubeconfigs);
    }
    awaitReady();
    LabFile.of(this).write(folder);
    told(progress, began, clusters.size() + " clusters with APIs and routers");
  }

  private static Instant told(LabProgress progress, Instant began, String what) {
    Instant now = Instant.now();
    progress.done(what, Duration.between(began, now));
    return now;
  }

  private void awaitReady() {
    for (LabCluster cluster : clusters) {
      try {
        cluster.ready().get(READY_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new LabException("pods of " + cluster.spec().name() + " do not get ready", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("interrupted while waiting for the lab", e);
      }
    }
  }

  private void inBackground(Runnable work) {
    Thread.startVirtualThread(work);
  }

  private static ServerCertificate certificate(Path folder) {
    try {
      return ServerCertificate.in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path privateFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  /** Takes everything down. Safe to call twice. */
  public synchronized void down() {
    if (isDown) {
      return;
    }
    isDown = true;
    control.shutdownNow();
    clusters.forEach(LabCluster::stop);
    vertx.close().toCompletionStage().toCompletableFuture().join();
    cleanUp(spec.name());
    LabFile.remove(spec);
  }

  @Override
  public void close() {
    down();
  }

  public LabSpec spec() {
    return spec;
  }

  public Topology topology() {
    return topology;
  }

  public List<LabCluster> clusters() {
    return List.copyOf(clusters);
  }

  /** The address at which all nodes reach a reflector on this machine. */
  public String hostAddress() {
    return topology.hostAddress();
  }

  /**
   * The folder with the kubeconfigs. Each cluster has one with its name and all rights, a {@code
   * NAME-readonly} that may only read, and a {@code NAME-norights} that may do nothing.
   */
  public Path kubeconfigFolder() {
    return spec.dataFolder().resolve("kubeconfigs");
  }

  public Path kubeconfig(String cluster) {
    return kubeconfigFolder().resolve(cluster);
  }

  /**
   * Pings once from the namespace of a pod, without any API.
   *
   * @param pod name, such as {@code paris-n1-p1}
   * @return whether it was answered within a second
   */
  public boolean ping(String pod, String address) {
    return Ping.once(pod(pod), address).exitCode() == 0;
  }

  /** The workload pods of a cluster. */
  public List<Topology.Pod> pods(String cluster) {
    return topology.nodes().stream()
        .filter(node -> node.cluster().equals(cluster))
        .flatMap(node -> node.pods().stream())
        .toList();
  }

  /**
   * Kills the router process of a node. Its kubelet starts it again after the back-off.
   *
   * @param node name, such as {@code paris-n1}
   * @return false when none was running
   */
  public boolean killRouter(String cluster, String node) {
    return killRouter(cluster, node, "");
  }

  /**
   * Kills the router process of a node if it has this argument.
   *
   * @param argument the start of one of its arguments, such as {@code --peer-router-ips}
   * @return false when none was running
   */
  public boolean killRouter(String cluster, String node, String argument) {
    return clusters.stream()
        .filter(c -> c.spec().name().equals(cluster))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no cluster " + cluster))
        .killRouter(node, argument);
  }

  private Topology.Pod pod(String name) {
    return topology.nodes().stream()
        .flatMap(node -> node.pods().stream())
        .filter(pod -> pod.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no pod " + name));
  }
}
