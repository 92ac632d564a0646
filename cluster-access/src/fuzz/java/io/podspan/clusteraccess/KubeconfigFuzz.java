package io.podspan.clusteraccess;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a kubeconfig holds, {@link KubeconfigProperties} hold. {@link HostileKubeconfigTest} replays them. */
class KubeconfigFuzz {

  static Stream<byte[]> seeds() {
    return KubeconfigProperties.corpus();
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] input) {
    KubeconfigProperties.check(input);
  }
}
