package io.podspan.probeservice;

import io.podspan.probeservice.measure.FakePods;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** Pods without a cluster, for tests whose profile wants them. */
@Alternative
@Singleton
public class TestPods extends FakePods {}
