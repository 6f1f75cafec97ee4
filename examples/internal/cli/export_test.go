package cli

// StartProgressOn lets a test be the terminal.
var StartProgressOn = startProgress
