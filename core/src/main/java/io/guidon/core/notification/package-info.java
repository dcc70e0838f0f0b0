/**
 * What is told to people and machines about a Canary: texts, and the bodies that carry them. Pure.
 */
@NullMarked
package io.guidon.core.notification;

import org.jspecify.annotations.NullMarked;
