package io.podspan.peeringservice.peering;

/** Why a cluster's API could not be used. */
public sealed interface ClusterFault {

  /** What happened, one sentence for people. */
  String detail();

  /** What to do about it, for people. */
  String nextStep();

  /** The kind, in REST answers and metrics. */
  String code();

  /** The API server does not answer, or answers with a server error. Trying again may help. */
  record Unreachable(String detail) implements ClusterFault {
    @Override
    public String nextStep() {
      return "Check that the API server runs, that the kubeconfig has its address, and that this host"
          + " reaches it. Then try again.";
    }

    @Override
    public String code() {
      return "cluster-unreachable";
    }
  }

  /** The API server does not accept the credentials. */
  record Unauthenticated(String detail) implements ClusterFault {
    @Override
    public String nextStep() {
      return "Renew the kubeconfig with podspan clusters grant, or put a valid token or client"
          + " certificate into it. Then try again.";
    }

    @Override
    public String code() {
      return "cluster-unauthenticated";
    }
  }

  /**
   * The credentials lack a right.
   *
   * @param verb as in RBAC, {@code list}
   * @param resource as in RBAC, {@code daemonsets.apps in kube-system}
   */
  record Forbidden(String verb, String resource) implements ClusterFault {
    @Override
    public String detail() {
      return "The user of the kubeconfig may not " + verb + " " + resource + ".";
    }

    @Override
    public String nextStep() {
      return "Grant the verb "
          + verb
          + " on "
          + resource
          + " to this user (a Role or ClusterRole, and a binding), then try again. Where podspan clusters grant"
          + " made the user, run it again with this version, and with --router-daemonset if the routers'"
          + " DaemonSet has a name of its own.";
    }

    @Override
    public String code() {
      return "missing-right";
    }
  }

  /** The API server does not say whether the credentials have a right. */
  record Unanswered(String verb, String resource) implements ClusterFault {
    @Override
    public String detail() {
      return "The API server does not say whether the user of the kubeconfig may "
          + verb
          + " "
          + resource
          + ".";
    }

    @Override
    public String nextStep() {
      return "Ask kubectl auth can-i with the same kubeconfig.";
    }

    @Override
    public String code() {
      return "right-unknown";
    }
  }

  /** The kubeconfig cannot be used. */
  record BadReference(String detail, String nextStep) implements ClusterFault {
    @Override
    public String code() {
      return "unusable-kubeconfig";
    }
  }

  /** This version has no driver for the cluster's router. */
  record Unsupported(String detail, String nextStep) implements ClusterFault {
    @Override
    public String code() {
      return "unsupported-cni";
    }
  }

  /** The API server refused a request for another reason. */
  record Rejected(String detail) implements ClusterFault {
    @Override
    public String nextStep() {
      return "Read the message of the API server. A policy, a webhook or its version may be the"
          + " cause.";
    }

    @Override
    public String code() {
      return "cluster-rejected";
    }
  }
}
