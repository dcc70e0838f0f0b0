package io.guidon.operator.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One alert, ready to be posted.
 *
 * @param authorization the value of that header
 */
record AlertRequest(String url, Optional<String> authorization, ObjectNode body) {}
