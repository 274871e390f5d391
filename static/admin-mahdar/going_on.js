/* Request the next part of a long action without a click. */
"use strict";

document.getElementById("going-on").requestSubmit();
