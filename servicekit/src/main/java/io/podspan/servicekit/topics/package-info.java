/**
 * Creating the topics: any service that starts makes those that are missing, with the settings that
 * the contract names.
 */
@NullMarked
package io.podspan.servicekit.topics;

import org.jspecify.annotations.NullMarked;
