package io.podspan.events.reason;

import io.podspan.events.check.Require;
import org.jspecify.annotations.Nullable;

/** Why nothing could be measured: it says nothing of the network. */
public sealed interface NotMeasured extends PairReason {

  /** The intent does not know this cluster. */
  record ClusterUnknown(String cluster) implements NotMeasured {
    public ClusterUnknown {
      Require.text(cluster, "cause.cluster");
    }
  }

  /**
   * The cluster's access reference leads to no usable kubeconfig.
   *
   * @param detail what is wrong with it
   * @param nextStep what to do
   */
  record AccessUnusable(String cluster, String detail, String nextStep) implements NotMeasured {
    public AccessUnusable {
      Require.text(cluster, "cause.cluster");
      detail = Require.sentence(detail, "cause.detail");
      nextStep = Require.sentence(nextStep, "cause.nextStep");
    }
  }

  /**
   * The API server did not answer.
   *
   * @param waitedMillis how long the service waited, 0 when the connection failed at once
   * @param detail why, a clause for people: {@code nothing listens at the address ...}; null when
   *     that is not known
   */
  record ApiUnreachable(String cluster, long waitedMillis, @Nullable String detail)
      implements NotMeasured {
    public ApiUnreachable {
      Require.text(cluster, "cause.cluster");
      detail = detail == null ? null : Require.sentence(detail, "cause.detail");
    }

    /** Why is not known. */
    public ApiUnreachable(String cluster, long waitedMillis) {
      this(cluster, waitedMillis, null);
    }
  }

  /**
   * The API server answered with an error.
   *
   * @param status the HTTP status
   */
  record ApiError(String cluster, int status) implements NotMeasured {
    public ApiError {
      Require.text(cluster, "cause.cluster");
    }
  }

  /** The API server does not know these credentials (401). */
  record LoginRefused(String cluster) implements NotMeasured {
    public LoginRefused {
      Require.text(cluster, "cause.cluster");
    }
  }

  /** These credentials may not list pods in all namespaces (403). */
  record ListForbidden(String cluster) implements NotMeasured {
    public ListForbidden {
      Require.text(cluster, "cause.cluster");
    }
  }

  /**
   * The cluster has no pod that can be used.
   *
   * @param unfit how many have the label, and do not run or have no address of its pod CIDRs
   */
  record NoProbePods(String cluster, int unfit) implements NotMeasured {
    public NoProbePods {
      Require.text(cluster, "cause.cluster");
    }
  }

  /** The only probe pod of the cluster has no other one to ping. */
  record NoSecondPod(String cluster) implements NotMeasured {
    public NoSecondPod {
      Require.text(cluster, "cause.cluster");
    }
  }

  /**
   * The API server forbids exec in this container.
   *
   * @param pod as namespace/name
   */
  record ExecForbidden(String cluster, String pod, String container) implements NotMeasured {
    public ExecForbidden {
      Require.text(cluster, "cause.cluster");
      Require.text(pod, "cause.pod");
      Require.text(container, "cause.container");
    }
  }

  /**
   * The pod has no such container that runs.
   *
   * @param pod as namespace/name
   */
  record NoContainer(String cluster, String pod, String container) implements NotMeasured {
    public NoContainer {
      Require.text(cluster, "cause.cluster");
      Require.text(pod, "cause.pod");
      Require.text(container, "cause.container");
    }
  }

  /**
   * The command in the pod did not end in time.
   *
   * @param pod as namespace/name
   * @param millis the time it had
   */
  record ExecTimedOut(String cluster, String pod, long millis) implements NotMeasured {
    public ExecTimedOut {
      Require.text(cluster, "cause.cluster");
      Require.text(pod, "cause.pod");
    }
  }

  /**
   * The exec call to the pod failed: the connection broke, or the output was too long.
   *
   * @param pod as namespace/name
   * @param detail what happened
   */
  record ExecBroken(String cluster, String pod, String detail) implements NotMeasured {
    public ExecBroken {
      Require.text(cluster, "cause.cluster");
      Require.text(pod, "cause.pod");
      detail = Require.sentence(detail, "cause.detail");
    }
  }

  /**
   * The command in the pod failed.
   *
   * @param pod as namespace/name
   * @param exitCode as the kubelet reports it
   * @param said the first line of its error output
   */
  record CommandFailed(String cluster, String pod, int exitCode, String said)
      implements NotMeasured {
    public CommandFailed {
      Require.text(cluster, "cause.cluster");
      Require.text(pod, "cause.pod");
      said = Require.sentence(said, "cause.said");
    }
  }

  /**
   * The pod has a ping that could not measure: it may not send, is missing, or knows not the
   * options.
   *
   * @param pod as namespace/name
   * @param said the line in which it says so
   */
  record PingUnusable(String cluster, String pod, String said) implements NotMeasured {
    public PingUnusable {
      Require.text(cluster, "cause.cluster");
      Require.text(pod, "cause.pod");
      said = Require.sentence(said, "cause.said");
    }
  }

  /**
   * The node of the pod to ping is not Ready. What is wrong there is not the network between the
   * clusters.
   *
   * @param node its name
   */
  record NodeNotReady(String cluster, String node) implements NotMeasured {
    public NodeNotReady {
      Require.text(cluster, "cause.cluster");
      Require.text(node, "cause.node");
    }
  }

  /**
   * The service already runs the most commands in pods that are allowed.
   *
   * @param parallel how many that is
   */
  record ProberBusy(int parallel) implements NotMeasured {}

  /** The service is stopping. */
  record Stopping() implements NotMeasured {}
}
