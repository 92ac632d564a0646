package io.podspan.peeringservice.peering;

/** Why a cluster's API could not be used. */
public sealed interface ClusterFault {

  /** What happened, for people. */
  String detail();

  /** What to do about it. */
  String nextStep();

  /** The kind, in REST answers and metrics. */
  String code();

  /** The API server does not answer, or not as one. Trying again may help. */
  record Unreachable(String detail) implements ClusterFault {
    @Override
    public String nextStep() {
      return "Check the server address in the kubeconfig, that the API server runs, and that this"
          + " host reaches it; then try again.";
    }

    @Override
    public String code() {
      return "cluster-unreachable";
    }
  }

  /** The API server refused the credentials altogether. */
  record Unauthenticated(String detail) implements ClusterFault {
    @Override
    public String nextStep() {
      return "Put a valid token or client certificate into the kubeconfig.";
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
      return "The kubeconfig's user may not " + verb + " " + resource + ".";
    }

    @Override
    public String nextStep() {
      return "Grant the verb "
          + verb
          + " on "
          + resource
          + " to that user (Role or ClusterRole and its binding), then try again.";
    }

    @Override
    public String code() {
      return "missing-right";
    }
  }

  /** The reference leads to no usable kubeconfig. */
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
      return "Read the API server's words; a policy, a webhook or its version may be the cause.";
    }

    @Override
    public String code() {
      return "cluster-rejected";
    }
  }
}
