package io.podspan.probeservice.measure;

/** Port: which source address a pod sees. Calls block, and end within 15 s. */
public interface SourcePods {
  /**
   * Lets one pod listen and another connect to it.
   *
   * @param port where it listens
   */
  SourceView view(String fromCluster, ProbePod from, String toCluster, ProbePod to, int port);
}
