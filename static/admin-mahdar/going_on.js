// The next piece of a long action is asked for by itself.
document.getElementById("going-on").requestSubmit();
